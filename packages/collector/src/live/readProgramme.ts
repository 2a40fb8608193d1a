import type { Programme } from '@pulso/insights'
import { CollectorError } from '../CollectorError.ts'
import { messageOf } from '../messageOf.ts'

/** Checks `pulso.programme.json`. @throws {@link CollectorError} `invalid_config`, with every problem of it. */
export async function readProgramme(value: unknown): Promise<Programme> {
  const { parseProgramme } = await import('@pulso/insights')
  try {
    return parseProgramme(value)
  } catch (cause) {
    throw new CollectorError('invalid_config', `The programme: ${messageOf(cause)}`, { cause })
  }
}
