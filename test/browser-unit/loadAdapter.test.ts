import { afterEach, describe, expect, it, vi } from 'vitest'
import { loadAdapter } from '../../src/browser/loadAdapter.ts'

/** A file of an adapter, at an address that can be imported here. */
const file = (code: string) => `data:text/javascript,${encodeURIComponent(code)}//strict.js`
const page = globalThis as { pulsoSinks?: object | undefined }

describe('loadAdapter', () => {
  afterEach(() => {
    page.pulsoSinks = undefined
    vi.restoreAllMocks()
  })

  it.each([
    ['segment', 'segment'],
    ['/adapters/segment.js', 'segment'],
    ['https://cdn.example/pulso/segment.js?v=2', 'segment'],
  ])('names the sink of %s before anything is fetched', (adapter, name) => {
    expect(loadAdapter(adapter, {}).name).toBe(name)
  })

  it('makes the sink once, from the file, with the options', async () => {
    const { get } = loadAdapter(
      file('globalThis.pulsoSinks = { strict: (options) => ({ name: "strict", options }) }'),
      { writeKey: 'k' },
    )
    const sink = await get()
    expect(sink).toMatchObject({ options: { writeKey: 'k' } })
    expect(await get()).toBe(sink)
  })

  it('says which file has no such adapter, and asks for it anew the next time', async () => {
    const { get } = loadAdapter(file('1'), {})
    await expect(get()).rejects.toThrow(/No adapter "strict" in data:.*dist\/script/)
    page.pulsoSinks = { strict: () => ({ name: 'strict' }) }
    expect(await get()).toEqual({ name: 'strict' })
  })

  it('holds the records when the adapter refuses its options, and tells why in the console', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { get } = loadAdapter(
      file(
        'globalThis.pulsoSinks = { strict() { throw Object.assign(new Error("writeKey is missing"), { code: "no_key" }) } }',
      ),
      {},
    )
    const sink = await get()
    expect(await sink.send([])).toEqual({ status: 'held', code: 'no_key' })
    expect(error).toHaveBeenCalledWith(expect.objectContaining({ message: 'writeKey is missing' }))
  })
})
