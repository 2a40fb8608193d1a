import { type CommandContext, type ExitCode, misused, openExisting, readArgs } from '../commandTools.ts'
import { consentOf } from '../forward/consentOf.ts'
import { forwardPathOf } from '../forward/forwardPathOf.ts'
import { loadForwardFile } from '../forward/readForwarding.ts'
import { type CaseBook, type CaseFilter, createCaseBook, MAX_CASES } from './caseBook.ts'
import { type CaseView, caseDetailView, caseView, type SaidView } from './caseView.ts'
import { MOVES, type Move } from './moves.ts'

export const CASES_USAGE = `pulso-collector cases [--state open|taken|closed|overdue|all] [--project ID] [--mode live|test|all]
pulso-collector cases show NUMBER
pulso-collector cases take|close|reopen NUMBER --by WHO [--note TEXT]
pulso-collector cases hand NUMBER --to WHO --by WHO [--note TEXT]
  Lists answers that call for a person (open and taken ones unless told), shows one, moves one on.`

const OPTIONS = {
  state: { type: 'string' },
  project: { type: 'string' },
  mode: { type: 'string' },
  by: { type: 'string' },
  to: { type: 'string' },
  note: { type: 'string' },
} as const
const STATES = ['open', 'taken', 'closed', 'overdue'] as const
const MODES = ['live', 'test', 'all'] as const

/** The command `pulso-collector cases`. @throws {@link CollectorError} `invalid_config`, `store_unusable`. */
export async function casesCommand(args: readonly string[], { env, say }: CommandContext): Promise<ExitCode> {
  const verb = args[0]?.startsWith('--') ? undefined : args[0]
  const { values, positionals } = readArgs(
    verb === undefined ? args : args.slice(1),
    OPTIONS,
    CASES_USAGE,
    verb === undefined ? 0 : 1,
  )
  const isMove = verb !== undefined && Object.hasOwn(MOVES, verb)
  if (verb !== undefined && verb !== 'show' && !isMove)
    throw misused('Give show, take, hand, close or reopen.', CASES_USAGE)
  const number = Number(positionals[0])
  if (verb !== undefined && !Number.isSafeInteger(number)) throw misused('A case has a number.', CASES_USAGE)
  if (isMove && !values.by) throw misused('--by says who does it.', CASES_USAGE)
  if (verb === 'hand' && !values.to) throw misused('--to says whose it is from now on.', CASES_USAGE)
  const filter = readFilter(values)

  const { contacts } = loadForwardFile(forwardPathOf(env))
  const store = await openExisting(undefined, env)
  const cases = createCaseBook(store.sql)
  const now = Date.now()
  const consents = consentOf(store.publications, contacts, Date.now)
  try {
    if (verb === undefined) {
      const rows = await cases.list(filter, now)
      for (const row of rows) say(lineOf(caseView(row, now)))
      if (rows.length === 0) say('There are none.')
      if (rows.length === MAX_CASES) say(`The latest ${MAX_CASES}; there may be more.`)
      return 0
    }
    if (isMove) {
      const { by = '', to: owner, note } = values
      const isMoved = await cases.move(number, verb as Move, { by, owner, note }, now)
      if (!isMoved && (await cases.find(number)))
        say(`Not done: ${verb} is for a case that is ${MOVES[verb as Move].from.join(' or ')}.`)
      return (await sayCase(cases, number)) && isMoved ? 0 : 1
    }
    return (await sayCase(cases, number)) ? 0 : 1
  } finally {
    await store.close()
  }

  async function sayCase(book: CaseBook, number: number): Promise<boolean> {
    const found = await book.find(number)
    if (!found) {
      say('There is no case of this number.')
      return false
    }
    const view = await caseDetailView(found, now, consents)
    say(lineOf(view))
    if (view.text) say(`  ${said(view.text)}`)
    say(
      plain(
        `  contact: ${view.contact === null ? 'none, or not consented to' : JSON.stringify(view.contact)}`,
      ),
    )
    for (const { at, who, move, owner, note } of view.history)
      say(plain(`  ${time(at)}  ${move} by ${who}, for ${owner}${note ? `: ${note}` : ''}`))
    return true
  }
}

function readFilter({
  state,
  project,
  mode = 'live',
}: {
  state?: string | undefined
  project?: string | undefined
  mode?: string | undefined
}): CaseFilter {
  const wanted = STATES.find((each) => each === state)
  const wantedMode = MODES.find((each) => each === mode)
  if (state !== undefined && state !== 'all' && !wanted)
    throw misused(`--state is ${STATES.join(', ')} or all.`, CASES_USAGE)
  if (!wantedMode) throw misused('--mode is live, test or all.', CASES_USAGE)
  return {
    state: state === undefined ? 'unsettled' : wanted,
    project,
    mode: wantedMode,
    limit: MAX_CASES,
  }
}

const time = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')

/** An answer could hold what a terminal obeys. */
const plain = (text: string) => text.replace(/\p{Cc}+/gu, ' ')

const said = ({ question, type, value, comment, other }: SaidView) =>
  plain([`${question} (${type}): ${JSON.stringify(value)}`, other, comment].filter(Boolean).join(' · '))

const lineOf = ({ number, state, isOverdue, owner, due, project, touchpoint, answer }: CaseView) =>
  `${number}  ${state}${isOverdue ? ', overdue' : ''}  for ${owner} until ${time(due)} UTC  ${project}, ${touchpoint}  ` +
  (answer ? said(answer) : 'its answer is gone')
