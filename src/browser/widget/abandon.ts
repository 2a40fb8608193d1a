import { sampleRateOf } from '../../engine/gates.ts'
import type { RunState } from '../../engine/ports.ts'
import type { SurveyInput } from '../../schema/index.ts'
import type { Core } from '../core.ts'
import { personOf } from '../personOf.ts'
import { deliveryOf } from '../queue.ts'
import { createNotes } from './createNotes.ts'

/** Keeps the `dismissed` record of a run that was left and cannot be resumed. */
export async function abandon(core: Core, survey: SurveyInput, state: RunState): Promise<void> {
  const { run, hash, seq, path, startedAt } = state
  const { context, beforeSend } = core.options
  const { keep } = await deliveryOf(core)
  const { note, store } = createNotes({ keep, beforeSend, onError: core.fail }, seq, () => ({
    survey,
    run,
    hash,
    mode: core.mode,
    ...personOf(core),
    ...(context && { context }),
    sampleRate: sampleRateOf(survey),
    locale: core.locale(),
  }))
  const tookMs = Math.max(0, Date.now() - startedAt)
  note({ type: 'dismissed', reason: 'abandoned', step: 0, question: path[path.length - 1]!, tookMs })
  store()
}
