import type { ModeFilter } from './Store.ts'

/** Written out, so that one mode is found by its index. */
export const MODE_SQL: { [mode in ModeFilter]: string } = {
  live: "mode = 'live'",
  test: "mode = 'test'",
  all: "mode IN ('live', 'test')",
}
