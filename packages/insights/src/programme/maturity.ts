import type { ProgrammeData } from './lintProgramme.ts'
import type { Programme } from './Programme.ts'

/** Three levels: understand what there is; follow actions and their effect; part of how the company is led. */
export type MaturityLevel = 'none' | 'exploratory' | 'operational' | 'strategic'

/** A level and every fact it rests on. */
export interface Maturity {
  level: MaturityLevel
  /** Facts in the order of the levels; the level is the last one of which all facts hold. */
  facts: { level: Exclude<MaturityLevel, 'none'>; fact: string; holds: boolean }[]
}

/** Maturity from facts in the data and the file; nobody rates themselves. */
export function maturity(programme: Programme, { cells, outcomes }: ProgrammeData): Maturity {
  const asked = new Set(cells.map(({ key }) => key.touchpoint))
  const phases = new Set(cells.map(({ key }) => key.phase))
  const periods = new Set(cells.map(({ key }) => key.period))
  const facts: Maturity['facts'] = [
    { level: 'exploratory', fact: 'answers at one touchpoint at least', holds: asked.size > 0 },
    { level: 'exploratory', fact: 'a frozen baseline', holds: programme.baseline !== undefined },
    { level: 'operational', fact: 'answers before, during and after the purchase', holds: phases.size === 3 },
    { level: 'operational', fact: 'answers in three periods at least', holds: periods.size >= 3 },
    {
      level: 'operational',
      fact: 'an action that was measured again',
      holds: programme.actions.some((one) => one.measuredAgain !== undefined),
    },
    { level: 'operational', fact: 'outcomes', holds: outcomes.some(({ n }) => n > 0) },
    {
      level: 'strategic',
      fact: 'an objective owned at board level',
      holds: programme.objectives.some((one) => one.level === 'board'),
    },
    { level: 'strategic', fact: 'a target with a date', holds: programme.targets.length > 0 },
    {
      level: 'strategic',
      fact: 'employees asked',
      holds: cells.some(({ key }) => key.audience === 'employee'),
    },
    {
      level: 'strategic',
      fact: 'an owner for every touchpoint',
      holds: programme.journeys.every(({ touchpoints }) =>
        touchpoints.every(({ owners = [] }) => owners.length > 0),
      ),
    },
    { level: 'strategic', fact: 'two cycles at least', holds: programme.cycles.length >= 2 },
  ]
  let level: MaturityLevel = 'none'
  for (const next of ['exploratory', 'operational', 'strategic'] as const) {
    if (!facts.every((one) => one.level !== next || one.holds)) break
    level = next
  }
  return { level, facts }
}

/** What has to be true before a programme enters its next phase. */
export function phaseFacts(
  programme: Programme,
  gapComputed: boolean,
): { phase: Programme['phase']; missing: string[] }[] {
  return [
    { phase: 'as-is', missing: [] },
    { phase: 'gap', missing: programme.baseline ? [] : ['a frozen baseline'] },
    { phase: 'to-be', missing: gapComputed ? [] : ['a computed gap between expectation and perception'] },
    {
      phase: 'road-map',
      missing: [
        ...(programme.targets.length > 0 ? [] : ['a target with a date']),
        ...(programme.actions.length > 0 ? [] : ['actions, each with an owner']), // none is read without one
      ],
    },
  ]
}

/**
 * May the programme be in the phase it names? Each phase needs its own fact and those of all before it.
 *
 * @returns what is missing; empty when it may.
 */
export function missingForPhase(programme: Programme, gapComputed: boolean): string[] {
  const phases = phaseFacts(programme, gapComputed)
  return phases
    .slice(0, phases.findIndex(({ phase }) => phase === programme.phase) + 1)
    .flatMap(({ missing }) => missing)
}
