import type { EngineName } from './engine.ts'
import { findProgram } from './findProgram.mjs'

/** @throws Error with the next step when the engine is not installed: a missing engine fails, it is never skipped. */
export function programOf(name: EngineName | 'xvfb'): string {
  const path = findProgram(name)
  if (path === undefined) {
    throw new Error(`${name} is not installed. Run \`node test/browser/harness/installBrowsers.mjs\`.`)
  }
  return path
}
