const COMMENTS = {
  generation: 'number of the table over there; 0: to be chosen, greater than any that is there',
  shape: 'of its columns',
  complete: '1: it has had everything once, and is the one that is read',
  batch:
    'the batch under way reaches from here, exclusive, to there: it stays what it is until it has arrived',
  hidden: 'since when records were hidden that may still lie on its disk; NULL: none does',
}

const SQLITE = `
  CREATE TABLE mirror (
    only_row     INTEGER PRIMARY KEY CHECK (only_row = 1),
    generation   INTEGER NOT NULL,  -- ${COMMENTS.generation}
    shape        INTEGER NOT NULL,  -- ${COMMENTS.shape}
    complete     INTEGER NOT NULL,  -- ${COMMENTS.complete}
    batch_from   TEXT,              -- ${COMMENTS.batch}
    batch_end    TEXT,
    hidden_since INTEGER            -- ${COMMENTS.hidden}
  ) STRICT;
  CREATE TABLE mirror_gone (
    project TEXT NOT NULL,
    id      TEXT NOT NULL,
    PRIMARY KEY (project, id)
  ) STRICT, WITHOUT ROWID;
  -- In the transaction that deletes, whoever does: where there is a mirror, it will hear of it.
  CREATE TRIGGER mirror_hears AFTER INSERT ON gone WHEN EXISTS (SELECT 1 FROM mirror) BEGIN
    INSERT INTO mirror_gone (project, id) VALUES (new.project, new.id) ON CONFLICT DO NOTHING;
  END;`

const POSTGRES = `
  CREATE TABLE pulso.mirror (
    only_row     int PRIMARY KEY CHECK (only_row = 1),
    generation   bigint NOT NULL,   -- ${COMMENTS.generation}
    shape        int NOT NULL,      -- ${COMMENTS.shape}
    complete     int NOT NULL,      -- ${COMMENTS.complete}
    batch_from   text,              -- ${COMMENTS.batch}
    batch_end    text,
    hidden_since bigint             -- ${COMMENTS.hidden}
  );
  CREATE TABLE pulso.mirror_gone (
    project text COLLATE "C" NOT NULL,
    id      text COLLATE "C" NOT NULL,
    PRIMARY KEY (project, id)
  );
  -- In the transaction that deletes, whoever does: where there is a mirror, it will hear of it.
  CREATE FUNCTION pulso.mirror_hears() RETURNS trigger LANGUAGE plpgsql AS $hears$ BEGIN
    IF EXISTS (SELECT 1 FROM pulso.mirror) THEN
      INSERT INTO pulso.mirror_gone (project, id)
      SELECT project, replace(id::text, '-', '') FROM added ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
  END $hears$;
  CREATE TRIGGER mirror_hears AFTER INSERT ON pulso.gone
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION pulso.mirror_hears();
  -- A mirror begins when no deletion is under way: one that does not know of it could be seen by neither.
  CREATE FUNCTION pulso.mirror_begins() RETURNS trigger LANGUAGE plpgsql AS $begins$ BEGIN
    LOCK TABLE pulso.gone IN SHARE MODE;
    RETURN NULL;
  END $begins$;
  CREATE TRIGGER mirror_begins BEFORE INSERT ON pulso.mirror
    FOR EACH STATEMENT EXECUTE FUNCTION pulso.mirror_begins();`

/** A migration: how far the mirror is, and which deletions it has not heard of. */
export const MIRROR_TABLES = { sqlite: SQLITE, postgres: POSTGRES }
