import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Context, differences, reproduce, type Vector } from './support/reproduce.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const read = (folder: string): Vector[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    : []

/** More examples, and the data sets that are not ours to keep: beside the repository, or where the variable says. */
const fixtures = process.env.PULSO_CX_FIXTURES ?? here('../../../../shared/cx')
const own = read(here('./vectors'))
const more = read(join(fixtures, 'vectors')).filter(({ id }) => !own.some((vector) => vector.id === id))

const context: Context = {
  column(file, name) {
    const [head, ...rows] = readFileSync(join(fixtures, file), 'utf8').trim().split(/\r?\n/)
    const place = head!.split(',').indexOf(name)
    return rows.map((row) => Number(row.split(',')[place]))
  },
  vector: (id) => [...own, ...more].find((vector) => vector.id === id)!,
}

describe('the worked examples', () => {
  it('are all there', () => {
    expect(own.length).toBe(29)
  })

  for (const vector of [...own, ...more])
    it(`${vector.id}: ${vector.metric} as printed, within ${vector.tolerance}`, () => {
      const found = reproduce(vector, context)
      expect(found, `No rule for the metric ${vector.metric}.`).toBeDefined()
      expect(differences(vector.expected, found, vector.tolerance)).toEqual([])
    })

  it.skipIf(more.length > 0)(
    'on data sets that are not kept here are skipped: PULSO_CX_FIXTURES names no folder',
    () => {
      expect(existsSync(fixtures)).toBe(false)
    },
  )
})

describe('differences', () => {
  it('finds a number that is off by more than the tolerance, an entry too many and a wrong word', () => {
    expect(differences({ a: [1, { b: 2 }], c: 'x' }, { a: [1, { b: 2.1 }], c: 'y' }, 0.01)).toHaveLength(2)
    expect(differences([1], [1, 2], 1)).toHaveLength(1)
    expect(differences({ a: 1 }, undefined, 1)).toHaveLength(1)
    expect(differences({ a: 1 }, { a: 1.005 }, 0.01)).toEqual([])
  })
})
