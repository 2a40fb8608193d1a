import { sampleRateOf } from '../../engine/gates.ts'
import type { RunState } from '../../engine/ports.ts'
import { makeRecord } from '../../engine/record.ts'
import type { SurveyInput } from '../../schema/index.ts'
import type { Core } from '../core.ts'
import { personOf } from '../personOf.ts'
import { deliveryOf } from '../queue.ts'
import { randomId } from '../randomId.ts'

/** Keeps the `dismissed` record of a run that was left and cannot be resumed. */
export function abandon(core: Core, survey: SurveyInput, state: RunState): void {
  const { run, hash, seq, path, startedAt } = state
  const { context, beforeSend } = core.options
  const facts = {
    survey,
    run,
    hash,
    mode: core.mode,
    ...personOf(core),
    ...(context && { context }),
    sampleRate: sampleRateOf(survey),
    locale: core.locale(),
  }
  const tookMs = Math.max(0, Date.now() - startedAt)
  const record = makeRecord(
    facts,
    { type: 'dismissed', reason: 'abandoned', step: 0, question: path[path.length - 1]!, tookMs },
    { id: randomId(), seq, at: Date.now() },
  )
  try {
    const kept = beforeSend ? beforeSend(record) : record
    if (kept) void deliveryOf(core).keep([kept])
  } catch (error) {
    core.fail(error)
  }
}
