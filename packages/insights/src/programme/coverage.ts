import type { Programme } from './Programme.ts'

/** Who owns what, in which phase. */
export interface Coverage {
  /** Touchpoints by department and phase. A touchpoint with two owners is in both rows. */
  departments: { name: string; before: string[]; during: string[]; after: string[] }[]
  /** By stage: what the customer sees, and what happens behind. */
  stages: { front: string[]; back: string[] }
  /** Each touchpoint once. */
  total: number
  /** Touchpoints nobody owns. */
  unowned: string[]
  /** Department and phase without a touchpoint. */
  empty: { department: string; phase: 'before' | 'during' | 'after' }[]
}

/** The coverage matrix department × phase, with its gaps by name. */
export function coverage(programme: Programme): Coverage {
  const all = programme.journeys.flatMap(({ touchpoints }) => touchpoints)
  const names = [...new Set(all.flatMap(({ owners = [] }) => owners))].sort()
  const phases = ['before', 'during', 'after'] as const
  const departments = names.map((name) => {
    const inPhase = (phase: string) =>
      all.filter((one) => one.phase === phase && one.owners?.includes(name)).map(({ id }) => id)
    return { name, before: inPhase('before'), during: inPhase('during'), after: inPhase('after') }
  })
  const inStage = (stage: string) => all.filter((one) => one.stage === stage).map(({ id }) => id)
  return {
    departments,
    stages: { front: inStage('front'), back: inStage('back') },
    total: all.length,
    unowned: all.filter(({ owners = [] }) => owners.length === 0).map(({ id }) => id),
    empty: departments.flatMap((row) =>
      phases.filter((phase) => row[phase].length === 0).map((phase) => ({ department: row.name, phase })),
    ),
  }
}
