import type { SurveyInput } from '../../schema/index.ts'
import type { Core } from '../core.ts'
import { deliveryOf } from '../queue.ts'
import { prepare, rehearse } from './present.ts'
import { startRun } from './startRun.ts'

export { startRun } from './startRun.ts'

/** Gets all that these surveys may need, database included, while the page is idle. */
export async function warm(core: Core, surveys: readonly SurveyInput[]): Promise<void> {
  if (core.consent !== 'granted') return // withdrawn, or all of it destroyed, while this file came
  const locale = core.locale()
  await deliveryOf(core)
  const strings = await prepare(surveys, locale, core.options.theme)
  core.startRun = startRun
  rehearse(surveys[0]!, locale, strings)
}
