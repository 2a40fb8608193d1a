import { FORWARD_TABLES } from '../forward/forwardTables.ts'
import { BLOCK_TABLES } from '../live/blockTables.ts'
import { DELETION_TABLES } from '../live/deletionTables.ts'
import { MIRROR_TABLES } from '../mirror/mirrorTables.ts'
import type { PgPool } from './pg.ts'

/** First half of every advisory lock of ours: "puls". The second half says what is locked. */
export const LOCKS = 0x70756c73
export const MIGRATION_LOCK = 1
export const MONTH_LOCK = 2
export const APPEND_LOCK = 3

const OLDEST_SERVER = 130_000

/** One entry per version of the tables, in order; an entry that was released is never changed. */
const MIGRATIONS = [
  // A partitioned table can only be unique together with what it is partitioned by. So the promise of exactly once has a
  // table of its own, which is not partitioned: an id is taken for ever, also when the month of its record was dropped.
  `CREATE TABLE pulso.ids (
     project text COLLATE "C" NOT NULL,
     id      uuid NOT NULL,              -- 128 random bits, in half the room of their hex
     digest  bytea NOT NULL,             -- 16 bytes of SHA-256 of the record: tells a repeat from a conflict
     PRIMARY KEY (project, id)
   );
   CREATE SEQUENCE pulso.arrivals;
   CREATE TABLE pulso.records (
     arrival    bigint NOT NULL DEFAULT nextval('pulso.arrivals'),
     project    text COLLATE "C" NOT NULL,
     id         uuid NOT NULL,
     type       text NOT NULL,
     mode       text NOT NULL CHECK (mode IN ('live', 'test')),
     survey     text,
     touchpoint text,
     phase      text,
     channel    text,
     run        text,
     seq        bigint,
     person     text,
     at         bigint NOT NULL,         -- the visitor's clock, ms
     received   bigint NOT NULL,         -- the collector's clock, ms: its month, in UTC, is the partition
     sent_at    bigint,                  -- the visitor's clock when the batch left, ms
     series     text,                    -- what answers must share to be pooled
     score      double precision,
     json       text NOT NULL            -- the record as it was given
   ) PARTITION BY RANGE (received);
   CREATE INDEX records_by_mode ON pulso.records (mode, arrival);
   CREATE INDEX records_scored ON pulso.records (mode, received) WHERE series IS NOT NULL;`,
  // Surveys that are served, and what is left of records that were let go of; their ids stay in the ledger.
  `CREATE TABLE pulso.publications (
     project   text COLLATE "C" NOT NULL,
     mode      text NOT NULL CHECK (mode IN ('live', 'test')),
     number    int NOT NULL,
     published bigint NOT NULL,          -- ms
     json      text NOT NULL,            -- the list of surveys, each as it was written
     PRIMARY KEY (project, mode, number)
   );
   CREATE TABLE pulso.definitions (
     project text COLLATE "C" NOT NULL,
     mode    text NOT NULL,
     survey  text COLLATE "C" NOT NULL,
     rev     int NOT NULL,
     hash    text COLLATE "C" NOT NULL,
     json    text NOT NULL,
     first   int NOT NULL,               -- number of a publication
     last    int NOT NULL,
     PRIMARY KEY (project, mode, survey, rev, hash)
   );
   CREATE TABLE pulso.gone (
     project text COLLATE "C" NOT NULL,
     id      uuid NOT NULL,
     PRIMARY KEY (project, id)
   );
   CREATE TABLE pulso.gone_completions (
     project text COLLATE "C" NOT NULL,
     mode    text NOT NULL,
     survey  text COLLATE "C" NOT NULL,
     runs    bigint NOT NULL,
     PRIMARY KEY (project, mode, survey)
   );
   CREATE TABLE pulso.key_days (
     key     text COLLATE "C" NOT NULL,
     day     int NOT NULL,               -- days since 1970, UTC
     records bigint NOT NULL,
     PRIMARY KEY (key, day)
   );
   CREATE INDEX records_completed ON pulso.records (project, mode, survey) WHERE type = 'completed';`,
  FORWARD_TABLES.postgres,
  MIRROR_TABLES.postgres,
  DELETION_TABLES.postgres,
  BLOCK_TABLES.postgres,
]

/** Brings the tables, in a schema of their own, to this release's version; another process that starts too waits. */
export async function migratePostgres(pool: PgPool): Promise<void> {
  const { rows } = await pool.query<{ server: number; fsync: string }>({
    text: `SELECT current_setting('server_version_num')::int AS server, current_setting('fsync') AS fsync`,
  })
  const { server = 0, fsync } = rows[0] ?? {}
  if (server < OLDEST_SERVER) throw new Error('PostgreSQL 13 or newer is needed')
  if (fsync !== 'on')
    throw new Error('its `fsync` is off: what it has acknowledged could be gone after a power cut')

  let version = await versionOf(pool)
  if (version === undefined) {
    // One text of several statements is one transaction.
    await pool.query({
      text: `SELECT pg_advisory_xact_lock(${LOCKS}, ${MIGRATION_LOCK});
        CREATE SCHEMA IF NOT EXISTS pulso;
        CREATE TABLE IF NOT EXISTS pulso.version (version int NOT NULL);
        INSERT INTO pulso.version SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM pulso.version);`,
    })
    version = await versionOf(pool)
  }
  for (const [index, migration] of MIGRATIONS.entries()) {
    if (index < (version ?? 0)) continue
    await pool.query({
      text: `DO $migration$ BEGIN
        PERFORM pg_advisory_xact_lock(${LOCKS}, ${MIGRATION_LOCK});
        IF (SELECT version FROM pulso.version) = ${index} THEN
          ${migration}
          UPDATE pulso.version SET version = ${index + 1};
        END IF;
      END $migration$`,
    })
  }
  version = (await versionOf(pool)) ?? 0
  if (version > MIGRATIONS.length) {
    throw new Error(
      `it was written by a newer release (tables ${version}, this one knows ${MIGRATIONS.length})`,
    )
  }
}

/** `undefined` when there are no tables yet. Asked first, so that a role that may not make tables can start too. */
async function versionOf(pool: PgPool): Promise<number | undefined> {
  const there = await pool.query<{ there: boolean }>({
    text: `SELECT to_regclass('pulso.version') IS NOT NULL AS there`,
  })
  if (!there.rows[0]?.there) return undefined
  return (await pool.query<{ version: number }>({ text: 'SELECT version FROM pulso.version' })).rows[0]
    ?.version
}
