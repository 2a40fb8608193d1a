import type { PulsoRecord } from '@pulso/web/schema'
import { only } from './only.ts'
import type { Sink } from './Sink.ts'

export interface Wanting {
  /** Which records are sent; the others are settled without it. @defaultValue answers */
  wants?: (record: PulsoRecord) => boolean
}

/** Adds the option `wants` to an adapter: chats, mails and tickets are for some records only. */
export const wanting =
  <Options extends object>(make: (options: Options) => Sink) =>
  ({ wants = ({ type }) => type === 'answered', ...options }: Options & Wanting): Sink =>
    only(make(options as unknown as Options), wants)
