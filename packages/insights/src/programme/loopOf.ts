import type { Action } from './Programme.ts'

/** Where a loop stands: asked → understood → acted → measured again. */
export interface Loop {
  action: string
  touchpoint: string
  stage: 'planned' | 'overdue' | 'acted' | 'closed'
  /** What is missing for it to close. */
  missing: string | null
}

/**
 * The loop of an action. It closes with a measurement after it, and with nothing else: what was done and not measured
 * again stays open.
 *
 * @param today - `YYYY-MM-DD`.
 */
export function loopOf(
  action: Pick<Action, 'id' | 'touchpoint' | 'due' | 'done' | 'measuredAgain' | 'expects'>,
  today: string,
): Loop {
  const { id, touchpoint, due, done, measuredAgain, expects } = action
  const base = { action: id, touchpoint }
  if (done === undefined)
    return due < today
      ? { ...base, stage: 'overdue', missing: `to be done; it was due on ${due}` }
      : { ...base, stage: 'planned', missing: `to be done by ${due}` }
  if (measuredAgain === undefined || measuredAgain < done)
    return { ...base, stage: 'acted', missing: `a measurement of ${expects} after ${done}` }
  return { ...base, stage: 'closed', missing: null }
}
