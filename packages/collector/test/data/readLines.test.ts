import { describe, expect, it } from 'vitest'
import { readLines, readRows, readText } from '../../src/data/readLines.ts'
import { all, inPieces } from '../support/streams.ts'

const rows = async (text: string, length = 1) =>
  (await all(readRows(inPieces(text, length)))).map(({ number, cells }) => [number, ...cells])

describe('readText', () => {
  const bytes = async function* (text: Uint8Array) {
    for (const byte of text) yield Uint8Array.of(byte)
  }
  it('puts characters together that were cut, leaves out a byte order mark, and refuses what is no UTF-8', async () => {
    const given = new TextEncoder().encode('\ufeffé🙂')
    expect((await all(readText(bytes(given)))).join('')).toBe('é🙂')
    await expect(all(readText(bytes(Uint8Array.of(0x61, 0xff))))).rejects.toThrow()
    await expect(all(readText(bytes(given.slice(0, -1))))).rejects.toThrow()
  })
})

describe('readLines', () => {
  it('gives each line with its number, the last one also without its end', async () => {
    expect(await all(readLines(inPieces('a\n\nb', 2)))).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: '' },
      { number: 3, text: 'b' },
    ])
    expect(await all(readLines(inPieces('a\n')))).toHaveLength(1)
  })
})

describe('readRows', () => {
  it('reads cells with commas, quotes and line breaks, wherever the text was cut', async () => {
    const text = 'a,b\r\n"1,2","say ""hi"""\r\n"two\r\nlines",\n,last'
    const read = [
      [1, 'a', 'b'],
      [2, '1,2', 'say "hi"'],
      [3, 'two\r\nlines', ''],
      [5, '', 'last'],
    ]
    for (const length of [1, 2, 3, 100]) expect(await rows(text, length)).toEqual(read)
    expect(await rows(`${text}\r\n\r\n`)).toEqual(read)
  })

  it('says where a row is broken', async () => {
    for (const broken of ['a,b\n"open', 'a\n"x"y', 'a\nb"c', 'a\rb', 'a\n"x"\ry'])
      await expect(rows(broken)).rejects.toThrow(/line \d/)
  })
})
