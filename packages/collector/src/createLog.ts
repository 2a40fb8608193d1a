import { type DestinationStream, destination, pino, stdTimeFunctions } from 'pino'
import type { CollectorEvent } from './CollectorEvent.ts'

export const LOG_LEVELS = ['error', 'warn', 'info', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

const LEVEL_OF: { [event in CollectorEvent['event']]: 'error' | 'warn' | 'info' } = {
  failed: 'error',
  store_failed: 'error',
  conflict: 'warn',
  quota_reached: 'warn',
  rejected: 'info',
  expired: 'info',
  sink_held: 'error',
  sink_waiting: 'warn',
  sink_ok: 'info',
  dead_letters: 'warn',
  forward_failed: 'error',
  page_failed: 'error',
  pages_recounted: 'warn',
  mirror_ok: 'info',
  mirror_built: 'info',
  mirror_waiting: 'warn',
  mirror_failed: 'error',
}

/** The log of the command: a line of JSON per event, on stderr unless told. Written at once: what ends the process is in it. */
export function createLog(
  level: LogLevel,
  stream: DestinationStream = destination({ fd: 2, sync: true }),
): (event: CollectorEvent) => void {
  const logger = pino(
    {
      level,
      base: null, // no host name, no process id: the collector of logs knows them
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  )
  return (event) => logger[LEVEL_OF[event.event]](event)
}
