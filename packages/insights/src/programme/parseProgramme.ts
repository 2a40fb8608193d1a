import * as z from 'zod/mini'
import { InsightsError } from '../InsightsError.ts'
import { Programme } from './Programme.ts'

/** The programme as JSON Schema, for editors. */
export const programmeJsonSchema = (): object => z.toJSONSchema(Programme, { io: 'input' })

/**
 * Reads a programme and fills in its defaults. An unknown key, metric or kind of element is an error that names its place.
 *
 * @param value - the parsed JSON.
 * @throws {@link InsightsError} `invalid_programme`, with every problem; references between its parts too.
 */
export function parseProgramme(value: unknown): Programme {
  const checked = z.safeParse(Programme, value)
  if (!checked.success)
    throw new InsightsError(
      'invalid_programme',
      `The programme has ${checked.error.issues.length} problem(s): ` +
        checked.error.issues.map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`).join('; '),
      { cause: checked.error },
    )
  const problems = [...wrongReferences(checked.data), ...wrongDays(checked.data)]
  if (problems.length > 0)
    throw new InsightsError('invalid_programme', `The programme contradicts itself: ${problems.join('; ')}.`)
  return checked.data
}

function wrongReferences(programme: Programme): string[] {
  const all = programme.journeys.flatMap(({ touchpoints }) => touchpoints.map(({ id }) => id))
  const twice = (list: readonly string[]) => list.filter((id, i) => list.indexOf(id) !== i)
  const problems = [
    ...twice(all).map((id) => `touchpoint "${id}" is listed twice`),
    ...twice(programme.actions.map(({ id }) => id)).map((id) => `action "${id}" is listed twice`),
  ]
  for (const { id, touchpoints } of programme.journeys) {
    const firsts = touchpoints.filter(({ first }) => first).length
    if (firsts !== 1) problems.push(`journey "${id}" has ${firsts} first touchpoints and needs exactly one`)
    if (touchpoints.filter(({ last }) => last).length > 1)
      problems.push(`journey "${id}" has several last touchpoints`)
  }
  for (const action of programme.actions)
    if (!all.includes(action.touchpoint))
      problems.push(`action "${action.id}" is about "${action.touchpoint}", which no journey has`)
  for (const { metric, touchpoint } of programme.targets)
    if (touchpoint !== undefined && !all.includes(touchpoint))
      problems.push(`the target of ${metric} is about "${touchpoint}", which no journey has`)
  const cycles = programme.cycles.map(({ id }) => id)
  for (const { id, cycle } of programme.actions)
    if (cycle !== undefined && !cycles.includes(cycle))
      problems.push(`action "${id}" is of an unknown cycle "${cycle}"`)
  return problems
}

function wrongDays(programme: Programme): string[] {
  const days = [
    ...programme.targets.map(({ by }) => by),
    ...programme.actions.flatMap(({ due, done, measuredAgain }) => [due, done ?? due, measuredAgain ?? due]),
    ...programme.benchmarks.map(({ date }) => date),
    ...programme.cycles.flatMap(({ from, to }) => [from, to]),
  ]
  const isDay = (day: string) => {
    const time = Date.parse(`${day}T00:00:00Z`)
    return Number.isFinite(time) && new Date(time).toISOString().startsWith(day)
  }
  return [
    ...[...new Set(days.filter((day) => !isDay(day)))].map((day) => `${day} is no day of the calendar`),
    ...programme.cycles
      .filter(({ from, to }) => from > to)
      .map(({ id }) => `cycle "${id}" ends before it begins`),
    ...programme.actions
      .filter(
        ({ done, measuredAgain }) =>
          measuredAgain !== undefined && (done === undefined || measuredAgain < done),
      )
      .map(({ id }) => `action "${id}" was measured again before it was done`),
  ]
}
