import type { SurveyInput } from '../../schema/index.ts'
import type { Core } from '../core.ts'
import { deliveryOf } from '../queue.ts'
import { prepare } from './present.ts'

export { startRun } from './startRun.ts'

/** Gets all that these surveys may need, database included, while the page is idle. */
export async function warm(core: Core, surveys: readonly SurveyInput[]): Promise<unknown> {
  if (core.consent !== 'granted') return // withdrawn, or all of it destroyed, while this file came
  await deliveryOf(core)
  return prepare(surveys, core.locale(), core.options.theme)
}
