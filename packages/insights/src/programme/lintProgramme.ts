import type { Cell } from '../aggregate/Cell.ts'
import type { OutcomeCell } from '../aggregate/OutcomeCell.ts'
import { coverage } from './coverage.ts'
import { lintLength } from './lintLength.ts'
import { lintScales } from './lintScales.ts'
import type { Programme } from './Programme.ts'

/** Stable codes of what a programme lacks. The first five are the classic errors. */
export type LintCode =
  | 'only-satisfaction'
  | 'no-outcome'
  | 'no-employee'
  | 'only-service'
  | 'no-benchmark'
  | 'only-quality'
  | 'unowned-touchpoint'
  | 'silent-touchpoint'
  | 'unknown-touchpoint'
  | 'mixed-channels'
  | 'long-survey'
  | 'off-scale'
  | 'several-scales'
  | 'open-loop'

/** One thing to look at, from facts in the data and the file. */
export interface LintFinding {
  code: LintCode
  message: string
  /** The facts behind it. */
  evidence: { readonly [fact: string]: number | string }
}

/** What {@link lintProgramme} looks at. */
export interface ProgrammeData {
  cells: readonly Pick<Cell, 'key' | 'counts'>[]
  outcomes: readonly Pick<OutcomeCell, 'kind' | 'n'>[]
}

const SATISFACTION = new Set(['csat', 'rating', 'agreement'])
const SERVICE = /support|service|help|contact|complaint/

/**
 * Checks a programme against its data for the five classic errors: only satisfaction is measured, nothing is tied to an
 * outcome, employees are not asked, more than half of all answers come from customer service, there is no benchmark. And
 * for touchpoints that nobody owns, that nobody was asked at, or that the programme does not know, for surveys that ask too
 * much, and for answers that do not fit their scale.
 */
export function lintProgramme(programme: Programme, { cells, outcomes }: ProgrammeData): LintFinding[] {
  const findings: LintFinding[] = []
  const add = (code: LintCode, message: string, evidence: LintFinding['evidence']) =>
    findings.push({ code, message, evidence })
  const touchpoints = programme.journeys.flatMap((journey) => journey.touchpoints)
  const answers = (list: typeof cells) =>
    list.reduce((sum, { counts }) => sum + [...counts.values()].reduce((total, count) => total + count, 0), 0)
  const customers = cells.filter(({ key }) => key.audience === 'customer')
  const all = answers(customers)
  const of = (test: (key: Cell['key']) => boolean) => answers(customers.filter(({ key }) => test(key)))

  const beyond = of(
    ({ type, role }) => !SATISFACTION.has(type) || (role !== undefined && role !== 'momentary'),
  )
  if (all > 0 && beyond === 0)
    add(
      'only-satisfaction',
      'Only satisfaction is measured. Satisfied customers may have felt nothing that stays: ask for emotion, expectation or memory too.',
      { answers: all, beyond },
    )
  const happened = outcomes.reduce((sum, { n }) => sum + n, 0)
  if (happened === 0)
    add(
      'no-outcome',
      'No outcome is recorded, so no experience can be held against a result: send purchases or churn.',
      {
        outcomes: 0,
      },
    )
  if (answers(cells.filter(({ key }) => key.audience === 'employee')) === 0)
    add(
      'no-employee',
      'Employees are not asked. They are the first customers: ask them at the same touchpoints.',
      {
        answers: 0,
      },
    )
  const serviceIds = new Set(touchpoints.filter(({ service }) => service).map(({ id }) => id))
  const service = of(
    ({ touchpoint }) => serviceIds.has(touchpoint) || (!known(touchpoint) && SERVICE.test(touchpoint)),
  )
  if (service > all / 2)
    add(
      'only-service',
      'More than half of the answers come from customer service. Experience is the whole journey.',
      {
        service,
        answers: all,
        share: service / all,
      },
    )
  if (programme.benchmarks.length === 0 && of(({ role }) => role === 'benchmark') === 0)
    add(
      'no-benchmark',
      'Nothing is compared with anything outside: ask the relative question, or import a benchmark.',
      {
        benchmarks: 0,
      },
    )
  const quality = of(({ dimension }) => dimension !== undefined)
  if (all > 0 && quality === all)
    add(
      'only-quality',
      'Only quality gaps are measured: quality is one block of several, never the headline alone.',
      {
        answers: all,
      },
    )

  for (const id of coverage(programme).unowned)
    add('unowned-touchpoint', `Touchpoint "${id}" has no owner: nobody will act on what is heard there.`, {
      touchpoint: id,
    })
  const asked = new Set(cells.map(({ key }) => key.touchpoint))
  for (const { id, stage } of touchpoints)
    if (stage === 'front' && !asked.has(id))
      add('silent-touchpoint', `Nobody has answered at touchpoint "${id}".`, { touchpoint: id, n: 0 })
  for (const id of asked)
    if (!known(id))
      add('unknown-touchpoint', `Answers name a touchpoint "${id}" that no journey has.`, { touchpoint: id })
  for (const id of asked) {
    const channels = new Set(cells.filter(({ key }) => key.touchpoint === id).map(({ key }) => key.channel))
    if (channels.size > 1)
      add(
        'mixed-channels',
        `Touchpoint "${id}" is asked in several channels: the way of asking alone can move a score.`,
        {
          touchpoint: id,
          channels: [...channels].sort().join(', '),
        },
      )
  }
  findings.push(...lintLength(cells), ...lintScales(cells))
  for (const { id, done, measuredAgain } of programme.actions)
    if (done !== undefined && measuredAgain === undefined)
      add('open-loop', `Action "${id}" was done on ${done} and not measured again: its loop is open.`, {
        action: id,
      })
  return findings

  function known(id: string) {
    return touchpoints.some((one) => one.id === id)
  }
}
