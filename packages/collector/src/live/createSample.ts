import type { personHash as PersonHash } from '@pulso/insights'
import type { Heard } from './Block.ts'

/** Persons and answers that are kept at most, as in a report from a file: see `createPeople`. */
const MAX_PERSONS = 20_000
const MAX_ANSWERS = 200_000
/** A shared device can have thousands: more of one person are not kept. */
const MAX_OF_ONE = 240
const HASHES = 2 ** 32

/** Which persons are kept: all, or a random share of them, drawn by a hash of their ids. */
export interface Sample {
  /** @returns Whether this answer is kept; `full`, when enough of its person are. */
  take(answer: Heard): 'kept' | 'out' | 'full'
  /** Keeps no larger share than this: that of a part which was counted before. */
  limit(share: number): void
  /** An answer that was kept is no longer. */
  release(answer: Heard): void
  /** Share of the persons that is kept, 0–1. */
  readonly share: number
}

/**
 * @param narrowed - told when the share has become smaller: who `isOut` is to be forgotten, and not released.
 */
export function createSample(
  personHash: typeof PersonHash,
  narrowed: (isOut: (answer: Heard) => boolean) => void,
): Sample {
  const persons = new Map<string, number>()
  let below = HASHES
  let answers = 0

  const narrow = (): void => {
    below /= 2
    for (const [person, count] of persons)
      if (personHash(person) >= below) {
        persons.delete(person)
        answers -= count
      }
    narrowed((answer) => personHash(personOf(answer)) >= below)
  }

  return {
    take(answer) {
      const person = personOf(answer)
      if (personHash(person) >= below) return 'out'
      const count = persons.get(person) ?? 0
      if (count >= MAX_OF_ONE) return 'full'
      persons.set(person, count + 1)
      answers += 1
      while (persons.size > MAX_PERSONS || answers > MAX_ANSWERS) narrow()
      return personHash(person) < below ? 'kept' : 'out'
    },
    limit(share) {
      while (below / HASHES > share) narrow()
    },
    release(answer) {
      const person = personOf(answer)
      const count = persons.get(person) ?? 0
      answers -= 1
      if (count > 1) persons.set(person, count - 1)
      else persons.delete(person)
    },
    get share() {
      return below / HASHES
    },
  }
}

/** Without a person id, a run is a person of its own. */
const personOf = ({ record }: Heard): string => record.person ?? `run:${record.run}`
