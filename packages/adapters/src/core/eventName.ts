import type { PulsoRecord } from '@pulso/web/schema'

/** What analytics tools see in their list of events: `survey_shown`, `survey_answered`, … */
export const eventName = ({ type }: PulsoRecord): string => `survey_${type}`
