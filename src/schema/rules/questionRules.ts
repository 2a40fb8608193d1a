import type { PlainObject } from '../plainCopy.ts'
import type { Step } from '../problem.ts'
import { listIn, numberOf, objectOf, questionsOf, type Report, textOf } from './report.ts'
import { scaleOf } from './scaleOf.ts'

/** What a single question must hold together: points and labels, choices, lengths, consent, instrument. */
export function questionRules(survey: PlainObject, report: Report): void {
  const questions = questionsOf(survey)
  for (const { question, steps } of questions) {
    if (question.type === 'rating') points(question, steps, report)
    if (question.type === 'rating' || question.type === 'agreement') labels(question, steps, report)
    if (question.type === 'choice') choices(question, steps, report)
    if (question.type === 'text') lengths(question, steps, report)
    if (question.type === 'contact') contact(question, steps, report)
    if (textOf(question.instrument)?.startsWith('enps@') && survey.audience !== 'employee') {
      const message = 'asks employees, but the survey says "customer"; the two are never pooled.'
      report.warn(['audience'], 'wrong_audience', message, 'employee')
    }
  }
  pooled(questions, report)
}

function points(question: PlainObject, steps: readonly Step[], report: Report): void {
  const count = numberOf(question.points)
  if (count === undefined) return
  if (question.display === 'thumbs' && count !== 2)
    report.error([...steps, 'points'], 'bad_points', `is ${count}; thumbs have 2 points, down and up.`, '2')
  if (question.display === 'faces' && count !== 3 && count !== 5)
    report.error([...steps, 'points'], 'bad_points', `is ${count}; faces are drawn for 3 or 5 points.`, '5')
}

function labels(question: PlainObject, steps: readonly Step[], report: Report): void {
  if (!Array.isArray(question.labels)) return
  const { low = 0, high = 0 } = scaleOf(question) ?? {}
  const wanted = high - low + 1
  if (question.labels.length === wanted) return
  const message = `has ${question.labels.length} words for ${wanted} points; every point has its word, or none has.`
  report.error([...steps, 'labels'], 'labels_length', message)
}

function choices(question: PlainObject, steps: readonly Step[], report: Report): void {
  const ids = listIn(question.choices).map((each) => textOf(objectOf(each).id) ?? '')
  const hasOther = question.other !== undefined && question.other !== false
  ids.forEach((id, index) => {
    const place = [...steps, 'choices', index, 'id']
    if (id !== '' && ids.indexOf(id) < index)
      report.error(place, 'duplicate_id', `is the id of choices[${ids.indexOf(id)}] too; each needs its own.`)
    if (id === 'other' && hasOther)
      report.error(place, 'reserved_id', '"other" is the id of the added text option; choose another id.')
  })
  const max = numberOf(question.max)
  if (max === undefined) return
  const count = ids.length + (hasOther ? 1 : 0)
  if (question.multiple !== true)
    report.error(
      [...steps, 'max'],
      'bad_max',
      'limits nothing: only with "multiple": true can several be chosen.',
    )
  else if (ids.length > 0 && max > count)
    report.error([...steps, 'max'], 'bad_max', `is ${max}, but there are ${count} options.`, String(count))
}

function lengths(question: PlainObject, steps: readonly Step[], report: Report): void {
  const least = numberOf(question.minLength) ?? 0
  const most = numberOf(question.maxLength) ?? 1000
  if (least > most)
    report.error(
      [...steps, 'minLength'],
      'too_big',
      `is ${least}, more than the ${most} of maxLength: no text fits.`,
    )
}

function contact(question: PlainObject, steps: readonly Step[], report: Report): void {
  const fields = listIn(question.fields)
  fields.forEach((field, index) => {
    if (fields.indexOf(field) < index)
      report.error([...steps, 'fields', index], 'duplicate_id', 'is listed twice; each field appears once.')
  })
  if (question.consent === undefined) {
    const message = 'is missing: say what the person agrees to by giving a name or an address.'
    report.warn([...steps, 'consent'], 'no_consent', message)
  }
}

/** Answers are counted by instrument and role: two such questions in one run would land in one number. */
function pooled(questions: ReturnType<typeof questionsOf>, report: Report): void {
  const seen = new Map<string, string>()
  for (const { question, steps, id } of questions) {
    const instrument = textOf(question.instrument)
    if (instrument === undefined) continue
    const key = [instrument, question.role, question.dimension].join()
    const before = seen.get(key)
    if (before === undefined) seen.set(key, id)
    else {
      const message = `is the instrument and role of ${JSON.stringify(before)} too: their answers would be pooled.`
      report.warn([...steps, 'instrument'], 'would_pool', message)
    }
  }
}
