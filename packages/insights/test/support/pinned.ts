import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { InsightsError } from '../../src/index.ts'

/** Calls by name. */
export type Calls = { readonly [name: string]: () => unknown }

/**
 * Holds what functions return, and what they refuse with, against a file beside the test. That the numbers are right is
 * shown elsewhere (the worked examples, the coverage of intervals); this notices every change of them, down to a flag or
 * a message. `PULSO_PIN=write` writes the file anew: read the difference before you commit it.
 */
export function pinned(file: URL, calls: Calls): void {
  const path = fileURLToPath(file)
  if (process.env.PULSO_PIN === 'write')
    writeFileSync(
      path,
      `{\n${Object.entries(calls)
        .map(([name, call]) => `${JSON.stringify(name)}: ${JSON.stringify(resultOf(call))}`)
        .join(',\n')}\n}\n`,
    )
  const known = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  it('is known of every call, and of no other', () => {
    expect(Object.keys(known).sort()).toEqual(Object.keys(calls).sort())
  })
  for (const [name, call] of Object.entries(calls))
    it(name, () => {
      expect(resultOf(call)).toEqual(known[name])
    })
}

function resultOf(call: () => unknown): unknown {
  try {
    return plain(call())
  } catch (error) {
    if (!(error instanceof InsightsError)) throw error
    return { refused: error.code, message: error.message }
  }
}

/** As JSON keeps it: seven digits, so that another processor's last bit changes nothing. */
function plain(value: unknown): unknown {
  if (typeof value === 'number')
    return Number.isFinite(value) ? Number(value.toPrecision(7)) || 0 : String(value)
  if (value === undefined) return 'undefined'
  if (value instanceof Map) return [...value].map(plain)
  if (value instanceof Set) return [...value].map(plain)
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as unknown[], plain)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, plain(of)]))
  return value
}
