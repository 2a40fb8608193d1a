import type { Mode } from '../Store.ts'
import type { Sample } from './createSample.ts'
import type { Packed } from './packBlock.ts'

/** Asks the sample again for each person of a block that was counted before: the share may have become smaller since. */
export function readmit({ block, shares }: Packed, sample: Readonly<{ [mode in Mode]: Sample }>): void {
  for (const mode of ['live', 'test'] as const) {
    const people = block.people[mode]
    const { answers } = people
    sample[mode].limit(shares[mode])
    people.answers = []
    // the list is looked up anew each time: the sample may have cut it meanwhile
    for (const answer of answers) if (sample[mode].take(answer) === 'kept') people.answers.push(answer)
  }
}
