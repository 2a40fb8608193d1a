import type { Aggregate } from '@pulso/insights'
import type { Mode } from '../Store.ts'
import type { PackedCells } from './Block.ts'
import type { Intern } from './createInterner.ts'

const NONE = {}

/** The cells of an aggregate by day, in a quarter of its memory. */
export function packCells(
  { project, mode, aggregate }: { project: string; mode: Mode; aggregate: Aggregate },
  intern: Intern,
): PackedCells {
  return {
    project,
    mode,
    answers: aggregate.cells.map(({ key: { period, segments = NONE, ...shape }, counts, excluded }) => ({
      shape: intern(shape),
      day: period,
      segments: intern(segments),
      counts: [...counts].flat(),
      ...(Object.keys(excluded).length > 0 && { excluded: { ...excluded } }),
    })),
    flow: aggregate.flow.map(({ key: { period, segments = NONE, ...shape }, reasons, ...counts }) => ({
      ...counts,
      shape: intern(shape),
      day: period,
      segments: intern(segments),
      reasons: Object.keys(reasons).length > 0 ? { ...reasons } : NONE,
    })),
    outcomes: aggregate.outcomes.map((outcome) => ({ ...outcome })),
  }
}
