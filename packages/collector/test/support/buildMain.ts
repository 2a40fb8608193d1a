import { mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rollup } from 'rollup'
import { typesAway } from './typesAway.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** From their sources: what was built may be of yesterday. */
const OURS = new Map([
  ['@pulso/web/schema', join(root, 'src/schema/index.ts')],
  ['@pulso/adapters', join(root, 'packages/adapters/src/index.ts')],
  ['@pulso/insights', join(root, 'packages/insights/src/index.ts')],
  ['@pulso/insights/report', join(root, 'packages/insights/src/report.ts')],
])

/** Builds the command from source into a folder from which Node finds the packages; gives the path of its file. */
export async function buildMain(): Promise<string> {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const dir = mkdtempSync(join(cache, 'collector-'))
  const bundle = await rollup({
    input: join(root, 'packages/collector/src/main.ts'),
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !OURS.has(id),
    plugins: [{ name: 'source', resolveId: (id) => OURS.get(id) ?? null }, typesAway],
  })
  await bundle.write({ dir, format: 'esm', entryFileNames: 'main.mjs', chunkFileNames: '[name].mjs' })
  return join(dir, 'main.mjs')
}
