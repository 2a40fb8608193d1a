import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { scriptOf } from '../build/scripts.mjs'
import type { Sink } from '../src/core/Sink.ts'
import { gzipped, source } from './support/bundle.ts'
import { many } from './support/records.ts'

const MAX_BYTES = 1000
const folder = fileURLToPath(new URL('../src/page', import.meta.url))
const names = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''))
const script = (name: string) => scriptOf(name, `${folder}/${name}.ts`, [source])

/** A page with nothing in it but what the adapters use. */
function page() {
  const requests: { url: string; body: string }[] = []
  const globals = {
    fetch: async (url: string, { body }: { body: string }) => {
      requests.push({ url, body })
      return new Response('{"success":true}')
    },
    AbortSignal,
    Blob,
    URLSearchParams,
  }
  const scope = createContext({ ...globals }) as {
    self?: unknown
    pulsoSinks?: { [name: string]: (options?: object) => Sink }
  }
  scope.self = scope
  return { scope, requests, run: (code: string) => void runInContext(code, scope) }
}

describe('the script of an adapter', () => {
  it.each(names)(
    '%s keeps to its bytes of gzip, and leaves its sinks at pulsoSinks and nothing else',
    async (name) => {
      const code = await script(name)
      expect(gzipped(code)).toBeLessThanOrEqual(MAX_BYTES)
      const { scope, run } = page()
      const before = Object.keys(scope)
      run(code)
      expect(Object.keys(scope)).toEqual([...before, 'pulsoSinks'])
      expect(Object.keys(scope.pulsoSinks!)).toEqual([name])
      expect(scope.pulsoSinks![name]).toBeTypeOf('function')
    },
    60_000,
  )

  it('registers beside others, sends, and says what is wrong with an option', async () => {
    const { scope, requests, run } = page()
    run(await script('segment'))
    run(await script('memory'))
    expect(Object.keys(scope.pulsoSinks!)).toEqual(['segment', 'memory'])
    const records = many(2)
    const sink = scope.pulsoSinks!.segment!({ writeKey: 'public' })
    const ids = records.map(({ id }) => id)
    expect(await sink.send(records)).toMatchObject({ status: 'settled', keptIds: ids })
    expect(requests).toHaveLength(1)
    expect(requests[0]!.url).toBe('https://api.segment.io/v1/batch')
    const sent = JSON.parse(requests[0]!.body) as { batch: { messageId: string }[] }
    expect(sent.batch.map(({ messageId }) => messageId)).toEqual(ids)
    expect(() => scope.pulsoSinks!.segment!({ writekey: 'public' })).toThrow(
      'segment: "writeKey" must be string',
    )
  }, 60_000)
})
