import type { Core } from './core.ts'
import { deliveryOf } from './deliveryOf.ts'

export { deliveryOf } from './deliveryOf.ts'

/**
 * Does what needs the queue. `start`: sends what waits, in a while. All but that and `flush` are seldom, so that their
 * code comes when they are called.
 */
export async function verb(
  name: 'start' | 'flush' | keyof typeof import('./verbs.ts'),
  core: Core,
  args: readonly unknown[] = [],
): Promise<unknown> {
  if (name !== 'deny' && core.consent !== 'granted') return // it was withdrawn while this file came
  if (name === 'start') return deliveryOf(core)
  if (name === 'flush') return (await deliveryOf(core)).flush()
  const verbs = (await import('./verbs.ts')) as { [name: string]: (core: Core, ...args: never[]) => unknown }
  return verbs[name]!(core, ...(args as never[]))
}
