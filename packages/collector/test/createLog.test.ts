import { describe, expect, it } from 'vitest'
import type { CollectorEvent } from '../src/CollectorEvent.ts'
import { createLog, type LogLevel } from '../src/createLog.ts'

const EVENTS: CollectorEvent[] = [
  { event: 'rejected', project: 'shop', codes: { too_deep: 2 } },
  { event: 'conflict', project: 'shop', id: 'a'.repeat(32) },
  { event: 'store_failed', message: 'database or disk is full' },
  { event: 'failed', message: 'no clock' },
]
const written = (level: LogLevel) => {
  const lines: string[] = []
  const log = createLog(level, { write: (line) => void lines.push(line) })
  for (const event of EVENTS) log(event)
  return lines.map((line) => JSON.parse(line))
}

describe('createLog', () => {
  it('writes a line of JSON per event, with its level and time, and nothing about the machine', () => {
    const lines = written('info')
    expect(lines.map(({ time, ...rest }) => rest)).toEqual([
      { level: 'info', ...EVENTS[0] },
      { level: 'warn', ...EVENTS[1] },
      { level: 'error', ...EVENTS[2] },
      { level: 'error', ...EVENTS[3] },
    ])
    for (const { time } of lines) expect(time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
  })

  it('leaves out what is below its level', () => {
    expect(written('warn').map(({ event }) => event)).toEqual(['conflict', 'store_failed', 'failed'])
    expect(written('error')).toHaveLength(2)
    expect(written('silent')).toEqual([])
  })
})
