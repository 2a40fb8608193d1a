/** A line of an export is a record, or a record inside of what the collector knows about it: project, times. */
export function bareRecord(line: unknown): unknown {
  const inside = line as { project?: unknown; record?: unknown } | null
  return inside?.project !== undefined && inside.record !== undefined ? inside.record : line
}
