import type { SurveyInput } from '../schema/index.ts'
import { type Gate, hasPairOverride, sampleRateOf } from './gates.ts'
import { DAY_MS } from './ledger.ts'
import { lot } from './lot.ts'
import { matchRule } from './matchRule.ts'
import type { Context, Ledger } from './ports.ts'

type Schedule = NonNullable<NonNullable<SurveyInput['eligibility']>['schedule']>

/** A date alone would be read as midnight in Greenwich; it means midnight where the visitor is. */
const parseDate = (text: string): number => Date.parse(text.length > 10 ? text : `${text}T00:00`)

function isOpen({ from, until, weekdays, hours }: Schedule, now: Date): boolean {
  const hour = now.getHours() + now.getMinutes() / 60
  const [start, end] = hours ?? [0, 24]
  return (
    (!from || +now >= parseDate(from)) &&
    (!until || +now < parseDate(until)) &&
    (!weekdays || weekdays.includes(now.getDay())) &&
    (start <= end ? hour >= start && hour < end : hour >= start || hour < end)
  )
}

/** What these gates look at. */
export interface Surroundings {
  nowMs: number
  traits: Context
  context: Context
  device: string
  language: string
  ledger: Ledger
  /** Completions so far per survey, where the host or the collector told. */
  quotas: { [surveyId: string]: number }
}

/** The gates of schedule, language, device, traits, context, quota, sampling and year: those that the survey names. */
export function targeting(survey: SurveyInput, visit: Surroundings): Gate[] {
  const rules = survey.eligibility ?? {}
  const gates: Gate[] = []
  const gate = (name: string, value: unknown, threshold: unknown, pass: boolean) => {
    gates.push({ gate: name, pass, value, threshold })
  }
  const { schedule, language, device } = rules
  if (schedule) {
    const now = new Date(visit.nowMs)
    gate('schedule', now.toString(), schedule, isOpen(schedule, now))
  }
  if (language) {
    const fits = language.some((tag) =>
      `${visit.language}-`.toLowerCase().startsWith(`${tag}-`.toLowerCase()),
    )
    gate('language', visit.language, language, fits)
  }
  if (device) gate('device', visit.device, device, device.includes(visit.device as 'phone'))
  for (const source of ['traits', 'context'] as const)
    for (const rule of rules[source] ?? []) {
      const value = visit[source][rule.key]
      gate(`${source}.${rule.key}`, value, rule, matchRule(rule, value))
    }
  const { quota, sampleSalt = survey.id, maxPerYear } = rules
  if (quota) {
    const value = visit.quotas[survey.id]
    gate('quota', value, quota, !((value ?? 0) >= quota)) // an unknown count lets pass
  }
  const rate = sampleRateOf(survey)
  const drawn = lot(visit.ledger.id, sampleSalt)
  if (rate < 1) gate('sampling', drawn, rate, drawn < rate)
  if (maxPerYear) {
    const value = visit.ledger.shown.filter((at) => at > visit.nowMs - 365 * DAY_MS).length
    gate('maxPerYear', value, maxPerYear, value < maxPerYear || hasPairOverride(survey, visit.ledger))
  }
  return gates
}
