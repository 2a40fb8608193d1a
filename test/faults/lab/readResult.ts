import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where `--save` keeps results. */
export const RESULTS = fileURLToPath(new URL('../results/', import.meta.url))

/** What stands in every result. */
export interface Meta {
  date: string
  seed?: number
  versions: { engine?: string | undefined; commit: string; build: string; processor: string; node: string }
}

/** What was saved under a name. */
export const readResult = <Result>(name: string): (Result & Meta) | undefined =>
  existsSync(`${RESULTS}${name}.json`)
    ? JSON.parse(readFileSync(`${RESULTS}${name}.json`, 'utf8'))
    : undefined
