import { CollectorError } from '../CollectorError.ts'

/** The file of sinks and rules, for commands that are about them. @throws {@link CollectorError} `invalid_config`. */
export function forwardPathOf(env: { readonly [name: string]: string | undefined }): string {
  if (env.COLLECTOR_FORWARD) return env.COLLECTOR_FORWARD
  throw new CollectorError(
    'invalid_config',
    'COLLECTOR_FORWARD: is not set. It is the file of sinks and rules; docs/forwarding.md describes it.',
  )
}
