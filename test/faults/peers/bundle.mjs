import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import commonjs from '@rollup/plugin-commonjs'
import resolveNode from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'

// `node bundle.mjs FOLDER`: each entry with its SDK as one module, as a host's own bundler would make it.

const ENTRIES = fileURLToPath(new URL('entries/', import.meta.url))

for (const file of readdirSync(ENTRIES)) {
  const build = await rollup({
    input: ENTRIES + file,
    onwarn: () => {},
    plugins: [resolveNode({ browser: true }), commonjs()],
  })
  await build.write({ file: `${process.argv[2]}/${file}`, format: 'es', inlineDynamicImports: true })
  await build.close()
}
