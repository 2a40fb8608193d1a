import { mkdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import resolveNode from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'
import ts from 'typescript'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** A change to one source file: what was there, and what takes its place. */
export interface Patch {
  file: string
  from: string
  to: string
}

const compilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  jsx: ts.JsxEmit.ReactJSX,
  jsxImportSource: 'preact',
}

/** Strips types, and applies patches. @throws when a patch finds nothing to change: the source has moved on. */
function source(patches: readonly Patch[]) {
  const left = new Set(patches)
  return {
    name: 'source',
    resolveId: (id: string) => (id === '@pulso/web/schema' ? join(ROOT, 'src/schema/index.ts') : null),
    load: (id: string) => (/\.tsx?$/.test(id) ? readFileSync(id, 'utf8') : null),
    transform(code: string, id: string) {
      if (!/\.tsx?$/.test(id)) return null
      let text = code
      for (const patch of patches)
        if (relative(ROOT, id) === patch.file) {
          if (!text.includes(patch.from)) throw new Error(`${patch.file} has no '${patch.from}' any more.`)
          text = text.replace(patch.from, () => patch.to)
          left.delete(patch)
        }
      return { code: ts.transpileModule(text, { compilerOptions, fileName: id }).outputText, map: null }
    },
    buildEnd(error?: Error) {
      if (!error && left.size) throw new Error(`Not in the build: ${[...left].map(({ file }) => file)}`)
    },
  }
}

/** Builds the SDK from its sources, with changes: `index.js` in a folder. */
export async function buildSdk(folder: string, patches: readonly Patch[] = []): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const build = await rollup({
    input: join(ROOT, 'src/index.ts'),
    onwarn: () => {},
    plugins: [source(patches), resolveNode()],
  })
  await build.write({ dir: folder, format: 'es', entryFileNames: 'index.js' })
  await build.close()
  return folder
}

/** Builds the collector from its sources, with changes; gives the path of its program. */
export async function buildCollector(folder: string, patches: readonly Patch[] = []): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'main.mjs')
  const build = await rollup({
    input: join(ROOT, 'packages/collector/src/main.ts'),
    external: (id) => !/^[./]/.test(id) && id !== '@pulso/web/schema',
    onwarn: () => {},
    plugins: [source(patches)],
  })
  await build.write({ file, format: 'es' })
  await build.close()
  return file
}
