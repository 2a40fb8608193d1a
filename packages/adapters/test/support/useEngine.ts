import { afterAll, beforeAll } from 'vitest'
import { type LossyProxy, lossyProxy } from './lossyProxy.ts'
import type { Engine } from './runEngine.ts'

/** An engine for the tests of a `describe`, and a proxy before it that can lose its answers. Both are there in the tests. */
export function useEngine(start: () => Promise<Engine>): { engine: Engine; proxy: LossyProxy } {
  const real = {} as { engine: Engine; proxy: LossyProxy }
  beforeAll(async () => {
    real.engine = await start()
    real.proxy = await lossyProxy(real.engine.port)
  }, 300_000)
  afterAll(async () => {
    await real.proxy?.close()
    await real.engine?.stop()
  }, 30_000)
  return real
}
