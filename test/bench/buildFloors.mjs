import { fileURLToPath } from 'node:url'
import resolveNode from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { rollup } from 'rollup'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

/** Bundles each floor into one chunk under `test/bench/dist`. Returns the file name of each. */
export async function buildFloors() {
  const names = {}
  for (const name of ['vanilla', 'preact']) {
    const bundle = await rollup({ input: here(`floors/${name}.mjs`), plugins: [resolveNode()] })
    const { output } = await bundle.write({
      dir: here('dist'),
      format: 'es',
      entryFileNames: '[name]-[hash].js',
      plugins: [terser({ ecma: 2020, module: true, compress: { passes: 3 } })],
    })
    names[name] = output[0].fileName
    await bundle.close()
  }
  return names
}
