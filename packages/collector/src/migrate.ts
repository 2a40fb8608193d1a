import type { Database } from 'better-sqlite3'
import { FORWARD_TABLES } from './forward/forwardTables.ts'
import { BLOCK_TABLES } from './live/blockTables.ts'
import { DELETION_TABLES } from './live/deletionTables.ts'
import { MIRROR_TABLES } from './mirror/mirrorTables.ts'

/** One entry per version of the tables, in order; an entry that was released is never changed. */
export const MIGRATIONS = [
  // `arrival` is the order of arrival and is never given twice; (project, id) is the promise of exactly once.
  `CREATE TABLE records (
     arrival    INTEGER PRIMARY KEY AUTOINCREMENT,
     project    TEXT NOT NULL,
     id         TEXT NOT NULL,
     type       TEXT NOT NULL,
     mode       TEXT NOT NULL CHECK (mode IN ('live', 'test')),
     survey     TEXT,
     touchpoint TEXT,
     phase      TEXT,
     channel    TEXT,
     run        TEXT,
     seq        INTEGER,
     person     TEXT,
     at         INTEGER NOT NULL, -- the visitor's clock, ms
     received   INTEGER NOT NULL, -- the collector's clock, ms
     sent_at    INTEGER,          -- the visitor's clock when the batch left, ms: received - sent_at is the skew
     series     TEXT,             -- what answers must share to be pooled
     score      REAL,
     json       TEXT NOT NULL,    -- the record as it was given
     UNIQUE (project, id)
   ) STRICT;
   CREATE INDEX records_by_mode ON records (mode, arrival);
   CREATE INDEX records_scored ON records (mode, received) WHERE series IS NOT NULL;`,
  // Surveys that are served, and what is left of records that were let go of.
  `CREATE TABLE publications (
     project   TEXT NOT NULL,
     mode      TEXT NOT NULL CHECK (mode IN ('live', 'test')),
     number    INTEGER NOT NULL,
     published INTEGER NOT NULL, -- ms
     json      TEXT NOT NULL,    -- the list of surveys, each as it was written
     PRIMARY KEY (project, mode, number)
   ) STRICT;
   CREATE TABLE definitions (
     project TEXT NOT NULL,
     mode    TEXT NOT NULL,
     survey  TEXT NOT NULL,
     rev     INTEGER NOT NULL,
     hash    TEXT NOT NULL,
     json    TEXT NOT NULL,
     first   INTEGER NOT NULL,   -- number of a publication
     last    INTEGER NOT NULL,
     PRIMARY KEY (project, mode, survey, rev, hash)
   ) STRICT;
   CREATE TABLE gone (           -- ids of records that were deleted stay taken: a late repeat is still a duplicate
     project TEXT NOT NULL,
     id      TEXT NOT NULL,
     PRIMARY KEY (project, id)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE gone_completions (
     project TEXT NOT NULL,
     mode    TEXT NOT NULL,
     survey  TEXT NOT NULL,
     runs    INTEGER NOT NULL,
     PRIMARY KEY (project, mode, survey)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE key_days (
     key     TEXT NOT NULL,
     day     INTEGER NOT NULL,   -- days since 1970, UTC
     records INTEGER NOT NULL,
     PRIMARY KEY (key, day)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX records_by_age ON records (project, received);
   CREATE INDEX records_completed ON records (project, mode, survey) WHERE type = 'completed';`,
  FORWARD_TABLES.sqlite,
  MIRROR_TABLES.sqlite,
  DELETION_TABLES.sqlite,
  BLOCK_TABLES.sqlite,
]

/** Brings the tables to this release's version, in one transaction; another process that starts too waits for it. */
export function migrate(db: Database): void {
  db.transaction(() => {
    const version = Number(db.pragma('user_version', { simple: true }))
    if (version > MIGRATIONS.length) {
      throw new Error(
        `it was written by a newer release (tables ${version}, this one knows ${MIGRATIONS.length})`,
      )
    }
    if (version === 0 && db.prepare('SELECT 1 FROM sqlite_schema').get()) {
      throw new Error('it holds tables of another program')
    }
    for (const migration of MIGRATIONS.slice(version)) db.exec(migration)
    db.pragma(`user_version = ${MIGRATIONS.length}`)
  }).immediate()
}
