import type { Cell } from '../aggregate/Cell.ts'
import { scaleOf } from '../aggregate/scaleOf.ts'
import { tallyCells } from '../aggregate/tallyCells.ts'
import { EXCLUDED } from '../contract/Tally.ts'
import type { LintFinding } from './lintProgramme.ts'

/** A question at one touchpoint, on every scale that it was asked on. */
interface Asked {
  touchpoint: string
  question: string
  scales: Set<string>
  wrong: number
  n: number
}

/**
 * Checks that the answers fit their scales. What does not is left out of every number, and a question that was asked on two
 * scales is two series; both are seldom meant.
 */
export function lintScales(cells: readonly Pick<Cell, 'key' | 'counts'>[]): LintFinding[] {
  const all = new Map<string, Asked>()
  for (const { key, counts } of cells) {
    const { touchpoint, question, audience } = key
    const scale = scaleOf(key as Parameters<typeof scaleOf>[0])
    if (!scale || counts.size === 0) continue
    const name = `${touchpoint}\n${audience}\n${question}`
    const asked = all.get(name) ?? { touchpoint, question, scales: new Set(), wrong: 0, n: 0 }
    all.set(name, asked)
    const { n, excluded } = tallyCells([{ key, counts, excluded: {} }])
    asked.scales.add(scale.join('–'))
    asked.wrong += (excluded[EXCLUDED.offScale] ?? 0) + (excluded[EXCLUDED.notANumber] ?? 0)
    asked.n += n
  }
  return [...all.values()].flatMap(({ touchpoint, question, scales, wrong, n }): LintFinding[] => {
    const where = `question "${question}" at touchpoint "${touchpoint}"`
    const list = [...scales].join(', ')
    const found: LintFinding[] = []
    if (wrong > 0)
      found.push({
        code: 'off-scale',
        message:
          `${wrong} of ${wrong + n} answers to ${where} are no step of its scale ${list} and are left out. ` +
          'Was it asked on another scale? Give that one a type, points or an id of its own.',
        evidence: { touchpoint, question, scale: list, wrong, n },
      })
    if (scales.size > 1)
      found.push({
        code: 'several-scales',
        message: `The ${where} was asked on several scales (${list}): each is a series of its own, and they are never put together.`,
        evidence: { touchpoint, question, scale: list },
      })
    return found
  })
}
