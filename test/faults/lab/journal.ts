import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** What a run has done so far, on the disk: an interrupted run goes on from here. */
export interface Journal<State> {
  readonly folder: string
  state: State
  /** Writes the state down. */
  save(): void
  /** Adds one line to a list. */
  note(list: string, entry: unknown): void
  read<Entry>(list: string): Entry[]
}

/** Opens the journal of a run, or begins one. `fresh` forgets what was there. */
export function openJournal<State>(folder: string, first: State, fresh: boolean): Journal<State> {
  if (fresh) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'state.json')
  const listOf = (list: string) => join(folder, `${list}.jsonl`)
  const journal: Journal<State> = {
    folder,
    state: existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : first,
    save() {
      writeFileSync(`${file}.new`, JSON.stringify(journal.state))
      renameSync(`${file}.new`, file) // never half of it
    },
    note: (list, entry) => appendFileSync(listOf(list), `${JSON.stringify(entry)}\n`),
    read: <Entry>(list: string) =>
      existsSync(listOf(list))
        ? readFileSync(listOf(list), 'utf8')
            .split('\n')
            .filter((line) => line.endsWith('}') || line.endsWith('"'))
            .map((line) => JSON.parse(line) as Entry)
        : [],
  }
  return journal
}
