import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { BUGS } from './faults/lab/bugs.ts'

describe('BUGS', () => {
  // Whether the lab finds them is tested by `npm test -- faults`; here, that there is still something to put them into.
  it.each(Object.entries(BUGS))('%s still finds the line that it spoils', (_, patches) => {
    for (const { file, from } of patches) {
      const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
      expect(source.split(from).length - 1, `${file}: ${from}`).toBeGreaterThan(0)
    }
  })
})
