import type { Ack, Rejection } from './Sink.ts'

/** Stored: all but those that were refused for good, and those to be sent again. */
export const settleExcept = (
  ids: readonly string[],
  rejected: Rejection[],
  again: readonly string[] = [],
  afterMs = 0,
): Ack => ({
  status: 'settled',
  keptIds: ids.filter((id) => !again.includes(id) && !rejected.some((each) => each.id === id)),
  rejected,
  afterMs,
})
