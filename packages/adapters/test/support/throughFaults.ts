import { setTimeout as sleep } from 'node:timers/promises'
import type { PulsoRecord } from '@pulso/web/schema'
import { deliver } from '../../src/core/deliver.ts'
import type { Sink } from '../../src/core/Sink.ts'
import type { LossyProxy } from './lossyProxy.ts'
import { many } from './records.ts'
import type { Engine } from './runEngine.ts'

/** What went wrong on the way, to show that something did. */
export interface Journey {
  records: PulsoRecord[]
  /** Records that were offered again after a batch whose answer was lost, or whose engine was killed. */
  repeats: number
}

/**
 * Sends 1,000 records as an outbox would: what is not settled is offered again. On the way three answers are lost, and
 * the engine is killed twice, once with a batch on its way, and started again.
 */
export async function throughFaults(
  sink: Sink,
  proxy: Pick<LossyProxy, 'loseNextAnswer'>,
  engine: Pick<Engine, 'kill' | 'start'> | undefined,
  { batch = 100, losses = 3 } = {},
): Promise<Journey> {
  const records = many(1000)
  let waiting: PulsoRecord[] = records
  let repeats = 0
  for (let pass = 0; waiting.length > 0; pass++) {
    if (pass > 300) throw new Error(`${waiting.length} records still wait`)
    if (pass === 1 || pass === 3 || pass === 5) if (losses-- > 0) proxy.loseNextAnswer()
    const part = waiting.slice(0, batch)
    const sending = deliver(sink, part)
    if (engine && pass === 2) {
      await engine.kill()
      await sending
      await engine.start()
    }
    if (engine && pass === 6) await engine.kill()
    const outcomes = await sending
    if (engine && pass === 6) await engine.start()
    const refused = outcomes.filter(({ status }) => status === 'rejected')
    if (refused.length) throw new Error(`refused: ${refused[0]!.code}`)
    const settled = new Set(outcomes.filter(({ status }) => status === 'settled').map(({ id }) => id))
    if (settled.size < part.length) {
      repeats += part.length - settled.size
      await sleep(50)
    }
    waiting = waiting.filter(({ id }) => !settled.has(id))
  }
  return { records, repeats }
}
