import type { EngineName } from '../../browser/harness/index.ts'
import { openJournal } from '../lab/journal.ts'
import { createRandom, type Random } from '../lab/random.ts'
import { openScene } from './openScene.ts'
import { PEER_NAMES, type PeerName } from './PEERS.ts'
import { ROWS } from './ROWS.ts'
import { type Tally, tally } from './tally.ts'

export interface PeersRunOptions {
  engine: EngineName
  /** How often each row is played with each peer. */
  repetitions: number
  /** Of the order in which they are played. */
  seed: number
  /** Rows and peers by name; all, where none is named. */
  only: readonly string[]
  /** Browsers that run at a time. */
  atOnce: number
  bundles: string
  sdk: string
  /** Where the run is kept, so that it can go on after an interrupt. */
  folder: string
  fresh: boolean
  isOver: () => boolean
  onCell: (done: number, cell: Cell) => void
}

/** One row, once, with one peer. */
export interface Cell extends Tally {
  row: string
  peer: PeerName
  repetition: number
  /** Requests with events, answered or not. */
  requests: number
  /** Milliseconds from when all was well until the tenth was there. Not known where one is lost. */
  wholeAfterMs?: number
}

export interface PeersRunResult {
  cells: Cell[]
  /** Starts that hung or broke, and were made again. */
  troubles: string[]
  seconds: number
}

const TRIES = 3

/** Which rows and peers are played. @throws for a name that neither has. */
export function planOf(only: readonly string[]): { rows: string[]; peers: PeerName[] } {
  const [rows, peers] = [Object.keys(ROWS), PEER_NAMES]
  const unknown = only.filter((name) => ![...rows, ...peers].includes(name))
  if (unknown.length) throw new Error(`No row and no peer is called ${unknown.join(', ')}.`)
  const named = <Name extends string>(names: Name[]) => {
    const asked = names.filter((name) => only.includes(name))
    return asked.length ? asked : names
  }
  return { rows: named(rows), peers: named(peers) }
}

/** Plays every row with every peer: first what no fault touches, then the rest in a drawn order. */
export async function peersRun(options: PeersRunOptions): Promise<PeersRunResult> {
  const { repetitions, seed, folder, fresh } = options
  const journal = openJournal(folder, { seconds: 0 }, fresh)
  const nameOf = ({ row, peer, repetition }: Pick<Cell, 'row' | 'peer' | 'repetition'>) =>
    `${row} ${peer} ${repetition}`
  const done = new Set(journal.read<Cell>('cells').map(nameOf))
  const { rows, peers } = planOf(options.only)
  const plan = Array.from({ length: repetitions }, (_, repetition) => {
    const all = rows.flatMap((row) => peers.map((peer) => ({ row, peer, repetition })))
    const drawn = shuffled(all, createRandom(seed, 'cells', repetition))
    return [...drawn.filter(({ row }) => row === '0'), ...drawn.filter(({ row }) => row !== '0')]
  })
    .flat()
    .filter((cell) => !done.has(nameOf(cell)))

  const started = Date.now()
  const work = async () => {
    for (let next = plan.shift(); next && !options.isOver(); next = plan.shift()) {
      const cell = await play(options, next, (trouble) => journal.note('troubles', trouble))
      journal.note('cells', cell)
      options.onCell(journal.read('cells').length, cell)
    }
  }
  await Promise.all(Array.from({ length: options.atOnce }, work))
  journal.state.seconds += Math.round((Date.now() - started) / 1000)
  journal.save()
  return {
    cells: journal.read<Cell>('cells').sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
    troubles: journal.read<string>('troubles'),
    seconds: journal.state.seconds,
  }
}

async function play(
  { engine, bundles, sdk }: PeersRunOptions,
  { row, peer, repetition }: Pick<Cell, 'row' | 'peer' | 'repetition'>,
  onTrouble: (trouble: string) => void,
): Promise<Cell> {
  for (let attempt = 1; ; attempt++) {
    const scene = await openScene({ engine, peer, bundles, sdk })
    try {
      await ROWS[row]?.play(scene)
      const { arrived, requests, unread } = scene.recorder
      if (unread.length) throw new Error(`The lab does not understand ${peer}: ${unread[0]}`)
      const wholeAfterMs = scene.wholeAfterMs()
      return {
        ...{ row, peer, repetition, ...tally(scene.taps, arrived), requests },
        ...(wholeAfterMs !== undefined && { wholeAfterMs }),
      }
    } catch (error) {
      onTrouble(`${row} ${peer}: ${error instanceof Error ? error.message : error}`)
      if (attempt === TRIES) throw error
    } finally {
      await scene.close()
    }
  }
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}
