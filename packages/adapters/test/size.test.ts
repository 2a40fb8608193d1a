import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { bundle, gzipped } from './support/bundle.ts'

const MAX_BYTES = 1000
const folder = fileURLToPath(new URL('../src/page', import.meta.url))

it.each(readdirSync(folder).map((file) => file.replace(/\.ts$/, '')))(
  'the adapter %s alone keeps to its bytes of gzip in a page, and brings no dependency',
  async (name) => {
    const code = await bundle(`export { ${name}Sink } from './page/${name}.ts'`)
    expect(code).not.toMatch(/\bimport\b|\brequire\b/)
    expect(gzipped(code)).toBeLessThanOrEqual(MAX_BYTES)
  },
  60_000,
)
