import type { Mode } from '../Store.ts'
import type { Block, Heard, PlaceTally } from './Block.ts'
import type { Intern } from './createInterner.ts'

const MODES = ['live', 'test'] as const

/** A block as text, and the share of the persons that each mode kept when it was written. */
export interface Packed {
  block: Block
  shares: { [mode in Mode]: number }
}

/** A block as text that a database keeps. Objects that many share are written once; gzip knows by a sum whether it is whole. */
export async function packBlock({ block, shares }: Packed): Promise<string> {
  const numbers = new Map<object, number>()
  const numberOf = (value: object): number => {
    const number = numbers.get(value) ?? numbers.size
    numbers.set(value, number)
    return number
  }
  const { index, cells, tallies, people } = block
  const body = {
    ...{ index, shares },
    cells: cells.map((one) => ({
      ...one,
      answers: one.answers.map((cell) => swap(cell, ['shape', 'segments'], numberOf)),
      flow: one.flow.map((cell) => swap(cell, ['shape', 'segments'], numberOf)),
    })),
    tallies: byMode((mode) =>
      [...tallies[mode]].map(([name, one]) => [name, swap(one, ['segments'], numberOf)]),
    ),
    people: byMode((mode) => eachHeard(people[mode], numberOf)),
  }
  const json = JSON.stringify({ ...body, objects: [...numbers.keys()] })
  return (await through(Buffer.from(json), new CompressionStream('gzip'))).toString('base64')
}

/** The block that a text stands for. @throws when the text is damaged. */
export async function unpackBlock(text: string, intern: Intern): Promise<Packed> {
  const json = await through(Buffer.from(text, 'base64'), new DecompressionStream('gzip'))
  // of our own making, and whole: gzip has checked its sum
  const { objects, shares, cells, tallies, people, index } = JSON.parse(json.toString()) as Omit<
    Block,
    'tallies'
  > & {
    objects: object[]
    shares: Packed['shares']
    tallies: { [mode in Mode]: [string, PlaceTally][] }
  }
  const shared = objects.map((one) => intern(one))
  const objectOf = (number: unknown) => shared[number as number]
  return {
    shares,
    block: {
      index,
      cells: cells.map((one) => ({
        ...one,
        answers: one.answers.map((cell) => swap(cell, ['shape', 'segments'], objectOf)),
        flow: one.flow.map((cell) => swap(cell, ['shape', 'segments'], objectOf)),
      })),
      tallies: byMode(
        (mode) => new Map(tallies[mode].map(([name, one]) => [name, swap(one, ['segments'], objectOf)])),
      ),
      people: byMode((mode) => eachHeard(people[mode], objectOf)),
    },
  }
}

async function through(bytes: BlobPart, stream: CompressionStream | DecompressionStream): Promise<Buffer> {
  return Buffer.from(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer())
}

/** The same with objects for numbers, or numbers for objects. */
function swap<Of extends object>(value: Of, names: readonly (keyof Of)[], by: (one: never) => unknown): Of {
  const copy = { ...value }
  for (const name of names) copy[name] = by(value[name] as never) as never
  return copy
}

function eachHeard(people: Block['people'][Mode], by: (one: never) => unknown): Block['people'][Mode] {
  const all = (list: readonly Heard[]) =>
    list.map((one) => ({
      ...swap(one, ['segments'], by),
      record: swap(one.record, ['survey', 'touchpoint', 'question'], by),
    }))
  const { answers, refused, texts, names } = people
  return { answers: all(answers), refused, texts: all(texts), names: all(names) }
}

const byMode = <Value>(of: (mode: Mode) => Value) =>
  Object.fromEntries(MODES.map((mode) => [mode, of(mode)])) as { [mode in Mode]: Value }
