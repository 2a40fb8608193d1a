import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { splitLines } from '../src/splitLines.ts'

async function linesIn(...chunks: (Buffer | string)[]): Promise<string[]> {
  const lines: string[] = []
  for await (const line of splitLines(Readable.from(chunks), 'x.ndjson')) lines.push(line)
  return lines
}

describe('splitLines', () => {
  it('gives the same lines however the file is cut, in the middle of a letter too', async () => {
    const text = Buffer.from('\uFEFF{"a":"é"}\r\n\n{"b":"𝒳"}\nlast')
    const lines = ['{"a":"é"}', '', '{"b":"𝒳"}', 'last']
    expect(await linesIn(text)).toEqual(lines)
    expect(await linesIn(...[...text].map((byte) => Buffer.from([byte])))).toEqual(lines)
    expect(await linesIn('one\ntw', 'o\n')).toEqual(['one', 'two'])
    expect(await linesIn()).toEqual([])
  })

  it('says of a file in one endless line what it takes instead', async () => {
    const chunk = 'x'.repeat(1_000_000)
    await expect(linesIn(...Array.from({ length: 33 }, () => chunk))).rejects.toThrow(
      /x\.ndjson has a line of more than 32 million characters.*jq -c/,
    )
  })
})
