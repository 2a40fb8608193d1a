import type { PlainObject } from '../plainCopy.ts'
import { kindOf, type Step } from '../problem.ts'
import { listIn, numberOf, objectOf, questionsOf, type Report, textOf } from './report.ts'

/** Presentation, triggers and eligibility: whether the survey can ever be shown, and where it says. */
export function targetingRules(survey: PlainObject, report: Report): void {
  presentation(objectOf(survey.presentation), report)
  triggers(survey, report)
  eligibility(survey, objectOf(survey.eligibility), report)
}

function presentation({ mode, target }: PlainObject, report: Report): void {
  const place: Step[] = ['presentation', 'target']
  if (mode === 'inline' && target === undefined)
    report.error(
      place,
      'missing_target',
      'is missing: an inline survey fills an element; name it, such as "#survey".',
    )
  if (mode !== 'inline' && target !== undefined)
    report.warn(place, 'missing_target', 'does nothing: only "mode": "inline" has a target.')
}

function triggers(survey: PlainObject, report: Report): void {
  const list = listIn(survey.trigger).map(objectOf)
  if (survey.trigger === undefined || (Array.isArray(survey.trigger) && list.length === 0)) {
    const message =
      'is empty: nothing starts this survey but pulso("show", id). Say so with { "on": "manual" }.'
    report.warn(['trigger'], 'never_starts', message)
  }
  list.forEach((trigger, index) => {
    const steps: Step[] = ['trigger', index]
    if (trigger.on === 'manual' && list.length > 1)
      report.warn(steps, 'never_starts', 'says that nothing else starts the survey, but other triggers do.')
    if (trigger.on === 'event') {
      const cancels = listIn(trigger.cancelOn).indexOf(trigger.name ?? null)
      if (cancels >= 0)
        report.error(
          [...steps, 'cancelOn', cancels],
          'never_starts',
          'calls off the survey that the same event starts.',
        )
    }
    if (typeof trigger.url === 'string') url(trigger.url, [...steps, 'url'], report)
    listIn(trigger.url).forEach((each, at) => {
      if (typeof each === 'string') url(each, [...steps, 'url', at], report)
    })
    rules(trigger.where, [...steps, 'where'], report)
  })
}

/** A pattern that is not understood must never match everything (it fails closed in the page). */
function url(pattern: string, steps: readonly Step[], report: Report): void {
  const expected = 'expected a path, such as "/orders/*", or a whole address with its scheme.'
  if (/\s/.test(pattern))
    report.error(steps, 'bad_url', `contains a space; ${expected}`, pattern.replace(/\s/g, ''))
  else if (/^(\/(?!\/)|\*(?!:))/.test(pattern)) return
  else if (/^(https?|\*):\/\/[^/]/.test(pattern)) {
    const host = pattern.replace(/^[^/]+\/\//, '').split(/[/?#]/)[0] ?? ''
    if (!/^[a-z0-9.:*-]+$/.test(host))
      report.error(steps, 'bad_url', `${JSON.stringify(host)} is no host (in lower case); ${expected}`)
  } else if (pattern.includes('://') || pattern.startsWith('//'))
    report.error(steps, 'bad_url', `starts with neither "https://" nor "http://"; ${expected}`)
  else {
    const host = /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/|$)/.test(pattern)
    const start = host ? 'https://' : /^[?#]/.test(pattern) ? '**' : '/'
    report.error(steps, 'bad_url', `matches nothing; ${expected}`, `${start}${pattern}`)
  }
}

/** Rules over traits, context and event properties: the value has the kind that its operator compares. */
function rules(list: PlainObject[string] | undefined, steps: readonly Step[], report: Report): void {
  listIn(list).forEach((each, index) => {
    const { op = 'is', value } = objectOf(each)
    const place = [...steps, index, 'value']
    if (value === undefined) return
    const wants = (kind: string) =>
      report.error(place, 'wrong_type', `is ${kindOf(value)}; ${JSON.stringify(op)} takes ${kind}.`)
    if (op === 'in' && !Array.isArray(value)) wants('a list')
    else if (op !== 'in' && Array.isArray(value)) wants('one value; for several write "op": "in"')
    else if (['gt', 'gte', 'lt', 'lte'].includes(String(op)) && typeof value !== 'number') wants('a number')
    else if (op === 'exists' && typeof value !== 'boolean') wants('true or false')
    else if ((op === 'matches' || op === 'contains') && typeof value !== 'string') wants('a text')
    else if (op === 'matches') {
      try {
        new RegExp(String(value))
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause)
        report.error(place, 'bad_regex', `is no regular expression, so it would never match: ${reason}.`)
      }
    }
  })
}

function eligibility(survey: PlainObject, rulesOf: PlainObject, report: Report): void {
  const at = (key: string): Step[] => ['eligibility', key]
  rules(rulesOf.traits, at('traits'), report)
  rules(rulesOf.context, at('context'), report)
  schedule(objectOf(rulesOf.schedule), report)
  if (rulesOf.sampleRate === 0)
    report.warn(at('sampleRate'), 'never_shown', 'is 0: nobody is asked. It is a share from 0 to 1.')
  if (rulesOf.pairOverride === undefined) return
  if (rulesOf.pairOverride === survey.id) {
    const message = 'is this survey; it names the other one, which asked for the expectation before.'
    report.error(at('pairOverride'), 'self_pair', message)
  } else if (!questionsOf(survey).some(({ question }) => question.role === 'perception')) {
    const message = 'is set, but no question here has "role": "perception", so no gap can be measured.'
    report.warn(at('pairOverride'), 'no_pair', message)
  }
}

function schedule({ from, until, weekdays, hours }: PlainObject, report: Report): void {
  const at = (key: string): Step[] => ['eligibility', 'schedule', key]
  const start = time(from, at('from'), report)
  const end = time(until, at('until'), report)
  if (start !== undefined && end !== undefined && start >= end)
    report.error(
      at('until'),
      'bad_schedule',
      `is not after ${JSON.stringify(from)}: the survey is never shown.`,
    )
  if (Array.isArray(weekdays) && weekdays.length === 0)
    report.error(at('weekdays'), 'bad_schedule', 'is empty: on no day is the survey shown.')
  const [first, last] = listIn(hours)
  if (numberOf(first) !== undefined && first === last)
    report.error(at('hours'), 'bad_schedule', 'begins when it ends: at no hour is the survey shown.')
}

/** Milliseconds of a date; a day that no calendar has is reported. */
function time(
  value: PlainObject[string] | undefined,
  steps: readonly Step[],
  report: Report,
): number | undefined {
  const text = textOf(value)
  if (text === undefined || !/^\d{4}-\d\d-\d\d/.test(text)) return undefined
  const day = text.slice(0, 10)
  const parsed = Date.parse(text.length > 10 ? text : `${day}T00:00`)
  const midnight = new Date(`${day}T00:00Z`)
  if (!Number.isNaN(parsed) && !Number.isNaN(+midnight) && midnight.toISOString().startsWith(day))
    return parsed
  report.error(steps, 'bad_schedule', `is ${JSON.stringify(text)}, a date that no calendar has.`)
  return undefined
}
