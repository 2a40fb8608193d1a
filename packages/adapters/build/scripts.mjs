import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { rollup } from 'rollup'
import { minify } from 'terser'

/** For pages without a build step: what makes the sinks of an adapter is found at `window.pulsoSinks`, by its name. */
export const scriptEntry = (name, module) =>
  `import { ${name}Sink } from '${module}'\n;(self.pulsoSinks ??= {}).${name} = ${name}Sink\n`

/** One adapter as a script of its own, as small as can be. */
export async function scriptOf(name, module, plugins = []) {
  const entry = {
    name: 'entry',
    resolveId: (id) => (id === 'entry' ? id : null),
    load: (id) => (id === 'entry' ? scriptEntry(name, module) : null),
  }
  const built = await rollup({ input: 'entry', plugins: [entry, ...plugins] })
  const { output } = await built.generate({ format: 'iife' })
  await built.close()
  const { code } = await minify(output[0].code, {
    ecma: 2020,
    module: true,
    // unsafe: texts are added up instead of templates; nothing of ours is a symbol
    compress: { passes: 3, unsafe: true, unsafe_arrows: true, unsafe_methods: true, pure_getters: true },
    format: { comments: false },
  })
  return code
}

/** Writes `script/NAME.js` for each adapter of a page beside the modules it is made of, and their hashes for `integrity`. */
export const scripts = (dist, names) => ({
  name: 'scripts',
  async writeBundle() {
    const folder = resolve(dist, 'script')
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    const hashes = {}
    for (const name of names) {
      const code = await scriptOf(name, resolve(dist, `${name}.js`))
      writeFileSync(join(folder, `${name}.js`), code)
      hashes[`${name}.js`] = `sha384-${createHash('sha384').update(code).digest('base64')}`
    }
    writeFileSync(join(folder, 'integrity.json'), `${JSON.stringify(hashes, null, 2)}\n`)
  },
})
