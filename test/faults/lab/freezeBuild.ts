import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
/** Inside of node_modules, from where the collector finds what it imports. */
export const CACHE = join(ROOT, 'node_modules/.cache/pulso-faults')

export interface Build {
  /** Folder with the SDK's `index.js`. */
  sdk: string
  /** The collector's program. */
  main: string
  /** Hash of every byte of both. */
  id: string
}

/**
 * Copies what `npm run build` made aside, by its content: a build during a long run changes nothing.
 *
 * @param from - an earlier copy, to measure that one.
 */
export function freezeBuild(from?: string): Build {
  const sources = from
    ? { sdk: join(from, 'sdk'), collector: join(from, 'collector') }
    : { sdk: join(ROOT, 'dist'), collector: join(ROOT, 'packages/collector/dist') }
  for (const file of [join(sources.sdk, 'index.js'), join(sources.collector, 'main.js')])
    if (!existsSync(file))
      throw new Error(`${relative(ROOT, file)} is not there. Run \`npm run build\` first.`)
  const hash = createHash('sha256')
  for (const folder of Object.values(sources))
    for (const name of (readdirSync(folder, { recursive: true }) as string[]).sort())
      if (/\.js$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)))
  const id = hash.digest('hex').slice(0, 12)
  const folder = join(CACHE, `build-${id}`)
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true })
    for (const [name, from] of Object.entries(sources)) cpSync(from, join(folder, name), { recursive: true })
  }
  return { sdk: join(folder, 'sdk'), main: join(folder, 'collector/main.js'), id }
}
