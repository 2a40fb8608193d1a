import { BLOCK_ARRIVALS } from './deletionTables.ts'

// What was counted of whole blocks, for the next start. It holds what people wrote: whoever deletes a record empties, in the
// same transaction, what may have been made of it.
const SQLITE = `
  CREATE TABLE live_blocks (
    block   INTEGER PRIMARY KEY, -- arrival / ${BLOCK_ARRIVALS}
    form    TEXT NOT NULL,       -- how it was counted: another form is counted again
    since   INTEGER NOT NULL,    -- first and last block of which a record may be in it, or decide what is
    until   INTEGER NOT NULL,
    deleted INTEGER NOT NULL,    -- deletions among these that it knows of
    data    TEXT                 -- NULL: to be counted again
  ) STRICT;
  CREATE TRIGGER blocks_emptied AFTER DELETE ON records BEGIN
    UPDATE live_blocks SET data = NULL
      WHERE OLD.arrival / ${BLOCK_ARRIVALS} BETWEEN since AND until AND data IS NOT NULL;
  END;`

// In order, as two that delete must not wait for each other.
const POSTGRES = `
  CREATE TABLE pulso.live_blocks (
    block   bigint PRIMARY KEY,  -- arrival / ${BLOCK_ARRIVALS}
    form    text NOT NULL,       -- how it was counted: another form is counted again
    since   bigint NOT NULL,     -- first and last block of which a record may be in it, or decide what is
    until   bigint NOT NULL,
    deleted bigint NOT NULL,     -- deletions among these that it knows of
    data    text                 -- NULL: to be counted again
  );
  CREATE FUNCTION pulso.empty_blocks() RETURNS trigger LANGUAGE plpgsql AS $note$ BEGIN
    PERFORM 1 FROM pulso.live_blocks AS known
      WHERE data IS NOT NULL AND EXISTS (
        SELECT 1 FROM deleted WHERE arrival / ${BLOCK_ARRIVALS} BETWEEN known.since AND known.until)
      ORDER BY block FOR UPDATE;
    UPDATE pulso.live_blocks AS known SET data = NULL
      WHERE data IS NOT NULL AND EXISTS (
        SELECT 1 FROM deleted WHERE arrival / ${BLOCK_ARRIVALS} BETWEEN known.since AND known.until);
    RETURN NULL;
  END $note$;
  CREATE TRIGGER records_deleted_blocks AFTER DELETE ON pulso.records REFERENCING OLD TABLE AS deleted
    FOR EACH STATEMENT EXECUTE FUNCTION pulso.empty_blocks();`

/** A migration: what was counted before a start. */
export const BLOCK_TABLES = { sqlite: SQLITE, postgres: POSTGRES }
