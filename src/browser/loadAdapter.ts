import type { Sink } from '../engine/ports.ts'

type Makers = { [name: string]: ((options: unknown) => Sink) | undefined }

/**
 * The sink of an adapter that is a script of its own: `segment` is `segment.js` beside Pulso's own files, and what holds
 * a slash is an address. Fetched when there is something to send.
 *
 * @returns `get` rejects when the file cannot be had. What the adapter says against its options holds the records.
 */
export function loadAdapter(adapter: string, options: unknown): { name: string; get: () => Promise<Sink> } {
  const name = /(\w+)(\.js)?([?#].*)?$/.exec(adapter)?.[1] ?? adapter
  const isAddress = adapter.includes('/')
  let sink: Promise<Sink> | undefined
  const load = async (): Promise<Sink> => {
    const { href } = isAddress ? new URL(adapter, document.baseURI) : new URL(`${name}.js`, import.meta.url)
    await import(/* webpackIgnore: true */ /* @vite-ignore */ href)
    const make = (globalThis as { pulsoSinks?: Makers }).pulsoSinks?.[name]
    if (!make)
      throw new Error(`No adapter "${name}" in ${href}: use its file from @pulso/adapters/dist/script.`)
    try {
      return make(options)
    } catch (cause) {
      console.error(cause) // its message names the option
      const code = (cause as { code?: string }).code ?? 'invalid_options'
      return { name, maxBatchRecords: 50, send: async () => ({ status: 'held', code }) }
    }
  }
  return {
    name,
    get: () =>
      (sink ??= load().catch((cause) => {
        sink = undefined // the next try asks for the file anew
        throw cause
      })),
  }
}
