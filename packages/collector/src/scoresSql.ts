import type { ModeFilter } from './Store.ts'

// Written out, so that one mode is found by its index.
export const MODE_SQL: { [mode in ModeFilter]: string } = {
  live: "mode = 'live'",
  test: "mode = 'test'",
  all: "mode IN ('live', 'test')",
}

// The last answer of a run counts, then the last run of a person; people without an id count by run. Which run was
// last is judged by the visitor's clock set right by the skew of the batch, as batches may arrive out of order.
export const scoresSql = (mode: ModeFilter, table: string, since: string) => `
  WITH of_run AS (
    SELECT *, row_number() OVER (PARTITION BY project, mode, run, touchpoint, phase, channel, series
                                 ORDER BY seq DESC, arrival DESC) AS place_in_run
    FROM ${table}
    WHERE series IS NOT NULL AND received >= ${since} AND ${MODE_SQL[mode]}
  ), of_person AS (
    SELECT *, row_number() OVER (PARTITION BY project, mode, touchpoint, phase, channel, series,
                                              CASE WHEN person IS NULL THEN 'run ' || run ELSE 'person ' || person END
                                 ORDER BY at + received - coalesce(sent_at, received) DESC, arrival DESC) AS place
    FROM of_run WHERE place_in_run = 1
  )
  SELECT project, mode, touchpoint, phase, channel, series, score,
         count(*) FILTER (WHERE place = 1) AS counted, count(*) FILTER (WHERE place > 1) AS repeated
  FROM of_person GROUP BY project, mode, touchpoint, phase, channel, series, score`
