import { nearest } from '../nearest.ts'
import type { Plain, PlainObject } from '../plainCopy.ts'
import { kindOf, listOf, type Step } from '../problem.ts'
import { listIn, objectOf, type Report, textOf } from './report.ts'
import { scaleOf } from './scaleOf.ts'

const ORDER = ['gt', 'gte', 'lt', 'lte']

/**
 * Checks one comparison with an answer: the question exists and was asked before, and the value is one that it can
 * have. `before` holds the questions that may be referred to.
 */
export function answerRule(
  rule: PlainObject,
  steps: readonly Step[],
  before: readonly PlainObject[],
  ids: readonly string[],
  report: Report,
): void {
  const id = textOf(rule.question)
  if (id === undefined) return
  const asked = before.find((each) => each.id === id)
  if (!asked) {
    const known = before.map((each) => textOf(each.id) ?? '').filter((each) => each !== '')
    const place = [...steps, 'question']
    if (ids.includes(id)) {
      const message = `refers to ${JSON.stringify(id)}, which is asked later; a rule can only look back.`
      report.error(place, 'not_earlier', message)
    } else {
      const message = `refers to ${JSON.stringify(id)}, which is no question of this survey.`
      report.error(place, 'unknown_question', message, nearest(id, known))
    }
    return
  }
  value(rule, [...steps, 'value'], asked, report)
}

function value(rule: PlainObject, steps: readonly Step[], asked: PlainObject, report: Report): void {
  const op = textOf(rule.op) ?? 'is'
  if (op === 'answered') {
    if (rule.value !== undefined && typeof rule.value !== 'boolean')
      report.error(steps, 'wrong_type', `is ${kindOf(rule.value)}; "answered" takes true, false or nothing.`)
    return
  }
  if (rule.value === undefined) {
    report.error(steps, 'missing', `is missing: ${JSON.stringify(op)} needs a value to compare with.`)
    return
  }
  if (Array.isArray(rule.value) !== (op === 'in')) {
    const message =
      op === 'in'
        ? `is ${kindOf(rule.value)}; "in" takes a list, such as [0, 1, 2].`
        : `is a list; ${JSON.stringify(op)} takes one value. For several write "op": "in".`
    report.error(steps, 'wrong_type', message)
    return
  }
  if (op === 'in')
    listIn(rule.value).forEach((each, at) => {
      one(each, op, [...steps, at], asked, report)
    })
  else one(rule.value, op, steps, asked, report)
}

function one(value: Plain, op: string, steps: readonly Step[], asked: PlainObject, report: Report): void {
  const name = JSON.stringify(asked.id)
  if (ORDER.includes(op) && typeof value !== 'number') {
    report.error(steps, 'wrong_type', `is ${kindOf(value)}; ${JSON.stringify(op)} compares numbers.`)
    return
  }
  const scale = scaleOf(asked)
  if (scale) {
    if (typeof value !== 'number')
      report.error(steps, 'wrong_type', `is ${kindOf(value)}; the answer to ${name} is a number.`)
    else if (value < scale.low || value > scale.high) {
      const message = `is ${value}, but the answer to ${name} goes from ${scale.low} to ${scale.high}.`
      report.error(steps, 'never_true', message)
    }
  } else if (asked.type === 'choice') {
    if ((op === 'includes') !== (asked.multiple === true)) {
      const message = asked.multiple
        ? `compares several choices of ${name} with one; write "op": "includes".`
        : `looks into one choice of ${name}; write "op": "is".`
      report.error(
        [...steps.slice(0, steps.indexOf('value')), 'op'],
        'never_true',
        message,
        asked.multiple ? 'includes' : 'is',
      )
    }
    const choices = listIn(asked.choices).map((each) => textOf(objectOf(each).id) ?? '')
    if (asked.other) choices.push('other')
    if (typeof value !== 'string' || !choices.includes(value)) {
      const message = `is ${kindOf(value)}; the choices of ${name} are ${listOf(choices)}.`
      report.error(steps, 'unknown_choice', message, nearest(String(value), choices))
    }
  } else if (asked.type === 'emotion-grid' || asked.type === 'contact') {
    const message = `compares with ${name}, whose answer is no single value; only "op": "answered" can look at it.`
    report.error(steps, 'never_true', message)
  }
}
