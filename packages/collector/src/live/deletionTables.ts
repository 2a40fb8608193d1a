/** Arrival numbers that are counted, and counted again, together. Tables hold it: it is never changed. */
export const BLOCK_ARRIVALS = 20_000

// Whoever deletes records, by whatever statement: in the same transaction it stands here which block lost some. Scores are
// no longer read from the records, so their index goes.
const SQLITE = `
  CREATE TABLE deletions (
    block   INTEGER PRIMARY KEY, -- arrival / ${BLOCK_ARRIVALS}
    records INTEGER NOT NULL
  ) STRICT;
  CREATE TRIGGER records_deleted AFTER DELETE ON records BEGIN
    INSERT INTO deletions (block, records) VALUES (OLD.arrival / ${BLOCK_ARRIVALS}, 1)
      ON CONFLICT (block) DO UPDATE SET records = records + 1;
  END;
  DROP INDEX records_scored;`

// Blocks in order: two that delete wait for each other, and never both.
const POSTGRES = `
  CREATE TABLE pulso.deletions (
    block   bigint PRIMARY KEY,  -- arrival / ${BLOCK_ARRIVALS}
    records bigint NOT NULL
  );
  CREATE FUNCTION pulso.note_deletions() RETURNS trigger LANGUAGE plpgsql AS $note$ BEGIN
    INSERT INTO pulso.deletions AS known (block, records)
      SELECT arrival / ${BLOCK_ARRIVALS}, count(*) FROM deleted GROUP BY 1 ORDER BY 1
      ON CONFLICT (block) DO UPDATE SET records = known.records + excluded.records;
    RETURN NULL;
  END $note$;
  CREATE TRIGGER records_deleted AFTER DELETE ON pulso.records REFERENCING OLD TABLE AS deleted
    FOR EACH STATEMENT EXECUTE FUNCTION pulso.note_deletions();
  DROP INDEX pulso.records_scored;`

/** A migration: which records were deleted, as far as who has counted them must know. */
export const DELETION_TABLES = { sqlite: SQLITE, postgres: POSTGRES }
