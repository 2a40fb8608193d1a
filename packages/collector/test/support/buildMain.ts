import { mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** From their sources: what was built may be of yesterday. */
const OURS = {
  '@pulso/web/schema': join(root, 'src/schema/index.ts'),
  '@pulso/adapters': join(root, 'packages/adapters/src/index.ts'),
  '@pulso/insights/report': join(root, 'packages/insights/src/report.ts'),
  '@pulso/insights': join(root, 'packages/insights/src/index.ts'),
}

const THREAD = 'packages/collector/src/live/liveThread.ts'

/** Builds the command from source into a folder from which Node finds the packages; gives the path of its file. */
export const buildMain = (): Promise<string> =>
  build({ main: 'packages/collector/src/main.ts', liveThread: THREAD }, 'main.mjs')

/** Builds the thread of the numbers alone. */
export const buildThread = (): Promise<string> => build({ liveThread: THREAD }, 'liveThread.js')

async function build(files: { [name: string]: string }, wanted: string): Promise<string> {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const dir = mkdtempSync(join(cache, 'collector-'))
  const bundle = await rolldown({
    input: Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(root, file)])),
    platform: 'node',
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !(id in OURS),
    resolve: { alias: OURS },
  })
  // the thread is started by its name, as it is called when it is released
  const entryFileNames = ({ name }: { name: string }) => (name === 'main' ? 'main.mjs' : `${name}.js`)
  await bundle.write({ dir, format: 'esm', entryFileNames, chunkFileNames: '[name].mjs' })
  await bundle.close()
  return join(dir, wanted)
}
