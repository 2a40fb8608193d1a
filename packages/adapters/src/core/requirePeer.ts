import { createRequire } from 'node:module'
import { join } from 'node:path'
import { adapterError } from './adapterError.ts'

/**
 * Makes sure that an optional package is installed, and gives a function that loads it.
 *
 * @throws {@link AdapterError} `client_missing`, when the sink is made, with the command to run.
 */
export function requirePeer<Module>(sink: string, name: string): () => Promise<Module> {
  const from = [import.meta.url, join(process.cwd(), 'index.js')]
  const found = from.some((place) => {
    try {
      return createRequire(place).resolve(name)
    } catch {
      return false
    }
  })
  if (!found)
    throw adapterError(
      'client_missing',
      `${sink}: the package "${name}" is not installed. Run: npm install ${name}`,
    )
  return async () => {
    const module = await import(name)
    return (module.default ?? module) as Module
  }
}
