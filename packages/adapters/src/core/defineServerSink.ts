import { adapterError } from './adapterError.ts'
import { defineSink, type Mapping } from './defineSink.ts'
import type { Sink } from './Sink.ts'

/** @throws {@link AdapterError} `secret_in_browser` where a page could be read by its visitor. */
export function refuseBrowsers(name: string): void {
  if ('document' in globalThis || 'importScripts' in globalThis)
    throw adapterError(
      'secret_in_browser',
      `${name}: its options hold a secret, and in a page every visitor could read it. Use this sink on your server, behind the collector.`,
    )
}

/** An adapter whose options hold a secret, or whose backend lets no page in: it refuses to be made in a browser. */
export const defineServerSink = <Options extends object>(
  name: string,
  defaults: Required<Options>,
  map: (options: Required<Options>) => Mapping,
): ((options: Options) => Sink) => {
  const make = defineSink(name, defaults, (options: Required<Options>) => {
    const mapping = map(options)
    try {
      new Request(mapping.endpoint, { headers: mapping.headers ?? {} }) // else it would look like a network that is down
    } catch {
      throw adapterError(
        'invalid_options',
        `${name}: "endpoint" must be an address, and the key a header can hold`,
      )
    }
    return mapping
  })
  return (options) => {
    refuseBrowsers(name)
    return make(options)
  }
}
