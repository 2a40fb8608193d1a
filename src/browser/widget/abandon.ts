import type { PresentOptions, RunState } from '../../engine/ports.ts'
import { makeRecord } from '../../engine/record.ts'
import { randomId } from '../randomId.ts'

/** Keeps the `dismissed` record of a run that was left and cannot be resumed. */
export function abandon(options: PresentOptions & { resume: RunState }): void {
  const { run, hash, seq, path, answers, startedAt } = options.resume
  const tookMs = Math.max(0, Date.now() - startedAt)
  const step = Object.keys(answers).length
  const record = makeRecord(
    { ...options, run, hash },
    { type: 'dismissed', reason: 'abandoned', step, question: path[path.length - 1]!, tookMs },
    { id: randomId(), seq, at: Date.now() },
  )
  options.keep([record])
}
