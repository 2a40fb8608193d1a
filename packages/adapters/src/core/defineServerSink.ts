import { adapterError } from './adapterError.ts'
import { defineSink, type Mapping } from './defineSink.ts'
import { refuseBrowsers } from './refuseBrowsers.ts'
import type { Sink } from './Sink.ts'

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
