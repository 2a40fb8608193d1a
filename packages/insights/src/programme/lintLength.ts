import type { Cell } from '../aggregate/Cell.ts'
import type { LintFinding } from './lintProgramme.ts'
import { tooLong } from './tooLong.ts'

/** A question with less than half of the answers of another of its survey was not asked of everybody. */
const EVERYBODY = 0.5

/** Checks surveys for their length by what was answered, at each touchpoint: the questions that most were asked. */
export function lintLength(cells: readonly Pick<Cell, 'key' | 'counts'>[]): LintFinding[] {
  const places = new Map<string, { survey: string; touchpoint: string; answers: Map<string, number> }>()
  for (const { key, counts } of cells) {
    const { survey, touchpoint, question } = key
    const name = `${survey}\n${touchpoint}`
    const place = places.get(name) ?? { survey, touchpoint, answers: new Map() }
    places.set(name, place)
    const given = [...counts.values()].reduce((sum, count) => sum + count, 0)
    place.answers.set(question, (place.answers.get(question) ?? 0) + given)
  }
  return [...places.values()].flatMap(({ survey, touchpoint, answers }): LintFinding[] => {
    const most = Math.max(...answers.values())
    const asked = [...answers.values()].filter((n) => n > 0 && n >= EVERYBODY * most)
    return tooLong({ survey, touchpoint, questions: asked.length, most, least: Math.min(...asked) })
  })
}
