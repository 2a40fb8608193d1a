import { markdownTable as table } from '../lab/markdownTable.ts'
import { percentile } from '../lab/percentile.ts'
import { PEER_NAMES, PEERS, type PeerName } from './PEERS.ts'
import type { Cell } from './peersRun.ts'
import { ROWS } from './ROWS.ts'
import { sumOf, type Tally } from './tally.ts'

export interface PeersResult {
  date: string
  seed: number
  engine: string
  cells: readonly Cell[]
  versions: { engine?: string | undefined; commit: string; peers: { readonly [name in PeerName]: string } }
}

/** What a cell says: how many of the taps arrived, and what was lost, or came more than once. */
export function wordsOf({ taps, arrived, lost, twice, renamed }: Tally): string {
  if (!taps) return '–'
  const more = [
    lost && `**${lost} lost**`,
    twice && `${twice} twice${renamed ? ` (${renamed} under another id)` : ''}`,
  ].filter(Boolean)
  return [`${arrived} of ${taps}`, ...more].join(', ')
}

const delayOf = (cells: readonly Cell[]): string => {
  const median = percentile(
    cells.flatMap(({ wholeAfterMs }) => (wholeAfterMs === undefined ? [] : wholeAfterMs / 1000)),
    0.5,
  )
  return median === undefined ? '–' : median.toFixed(1)
}

/** Whose taps all arrived, once each, when nothing was wrong. Of the others the lab knows nothing. */
export const soundPeers = (cells: readonly Cell[]): PeerName[] =>
  PEER_NAMES.filter((name) => {
    const { taps, lost, twice } = sumOf(cells.filter(({ peer, row }) => peer === name && row === '0'))
    return taps > 0 && !lost && !twice
  })

/** The rows, as Markdown. A peer that did not deliver when nothing was wrong is named, and not shown. */
export function peersTable({ date, seed, engine, cells, versions }: PeersResult): string {
  const shown = soundPeers(cells)
  const left = PEER_NAMES.filter((name) => !shown.includes(name) && cells.some(({ peer }) => peer === name))
  const repetitions = new Set(cells.map(({ repetition }) => repetition)).size
  const of = (letter: string, name: PeerName) =>
    sumOf(cells.filter(({ peer, row }) => peer === name && row === letter))
  return [
    `**In ${engine}**, ten taps to a row, each row played up to ${repetitions} times: how many arrived of the taps made.`,
    table(
      ['', ...shown.map((name) => PEERS[name].title)],
      Object.entries(ROWS).map(([letter, { what }]) => [
        letter === '0' ? what : `${letter}: ${what}`,
        ...shown.map((name) => wordsOf(of(letter, name))),
      ]),
    ),
    'Seconds from when all was well until the tenth tap had arrived, the median of the times in which all did:',
    table(
      ['', ...shown.map((name) => PEERS[name].title)],
      Object.keys(ROWS).map((letter) => [
        letter === '0' ? 'nothing happens' : letter,
        ...shown.map((name) => delayOf(cells.filter(({ peer, row }) => peer === name && row === letter))),
      ]),
    ),
    ...(left.length
      ? [
          `Not shown: ${left.map((name) => PEERS[name].title).join(', ')}. Not every tap arrived once when nothing was wrong: the lab does not speak with them as it should.`,
        ]
      : []),
    `${versions.engine}, ${date.slice(0, 10)}, seed ${seed}, commit ${versions.commit}.`,
  ].join('\n\n')
}

/** Versions and options of the peers, and what they say of themselves. */
export const peersNotes = ({ cells, versions }: PeersResult): string =>
  table(
    ['', 'version', 'set so that it keeps as much as it can', 'what its documentation says'],
    soundPeers(cells).map((name) => {
      const { title, package: from, options, words, source } = PEERS[name]
      return [title, `${from} ${versions.peers[name]}`, options, `${words} ([source](${source}))`]
    }),
  )
