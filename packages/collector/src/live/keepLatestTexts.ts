import type { Block, Heard } from './Block.ts'

/** Comments that are held before any is let go of, and how many of each place are left then. */
const MAX_TEXTS = 40_000
const OF_A_PLACE = 200
const OPEN_BLOCKS = 2

/**
 * Lets go of comments when there are too many: of each touchpoint, channel and segment the latest stay. Names, which only
 * serve to mask them, stay with them.
 */
export function keepLatestTexts(blocks: readonly Block[]): void {
  for (const mode of ['live', 'test'] as const) {
    const all = blocks.map(({ people }) => people[mode])
    let held = all.reduce((sum, { texts }) => sum + texts.length, 0)
    for (let most = OF_A_PLACE; held > MAX_TEXTS && most >= 1; most = Math.floor(most / 2)) {
      const seen = new Map<string, number>()
      held = 0
      for (const people of [...all].reverse()) {
        people.texts = [...people.texts].sort(byTime).filter((text) => {
          const name = nameOf(text)
          const rank = (seen.get(name) ?? 0) + 1
          seen.set(name, rank)
          return rank <= most
        })
        held += people.texts.length
      }
    }
    // in the last two blocks, which are open, a name may come before what it masks
    for (const people of all.slice(0, -OPEN_BLOCKS)) {
      const runs = new Set(people.texts.map(({ record }) => record.run))
      if (people.names.length > runs.size)
        people.names = people.names.filter(({ record }) => runs.has(record.run))
    }
  }
}

const byTime = (a: Heard, b: Heard): number => b.record.at - a.record.at

const nameOf = ({ project, touchpoint, channel, segments, record }: Heard): string =>
  `${project}\n${touchpoint}\n${record.survey.audience}\n${channel}\n${JSON.stringify(segments)}`
