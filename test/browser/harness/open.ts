import type { Browser, EngineName, OpenOptions } from './engine.ts'
import { engineNamed } from './engineNamed.ts'

/**
 * Starts one engine. Whoever opens it ends it with `close()` or `kill()`; inside `forEachEngine`, `engine.open()`
 * does that by itself.
 *
 * @throws Unsupported when the engine cannot do what the options ask for.
 */
export function open(name: EngineName, options?: OpenOptions): Promise<Browser> {
  return engineNamed(name).open(options)
}
