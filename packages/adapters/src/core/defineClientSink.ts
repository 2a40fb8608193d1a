import { refuseBrowsers } from './refuseBrowsers.ts'
import type { Sink } from './Sink.ts'
import { withOptions } from './withOptions.ts'

/** An adapter that speaks through a client with a connection: it refuses to be made in a browser. */
export const defineClientSink = <Options extends object>(
  name: string,
  defaults: Required<Options>,
  make: (options: Required<Options>) => Sink & { close(): Promise<void> },
) => {
  const checked = withOptions(name, defaults, make)
  return (options: Options) => {
    refuseBrowsers(name)
    return checked(options)
  }
}
