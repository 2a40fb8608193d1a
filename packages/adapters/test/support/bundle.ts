import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Plugin, rollup } from 'rollup'
import { minify } from 'terser'
import ts from 'typescript'

const packageRoot = fileURLToPath(new URL('../../', import.meta.url))

/** Takes the types out. */
export const source: Plugin = {
  name: 'source',
  transform: (text, id) =>
    id.endsWith('.ts')
      ? ts.transpileModule(text, {
          compilerOptions: {
            target: ts.ScriptTarget.ES2022,
            module: ts.ModuleKind.ESNext,
            verbatimModuleSyntax: true,
          },
        }).outputText
      : null,
}

/** What rollup and terser make of one adapter, alone, as a page's own build would. */
export async function bundle(code: string, format: 'es' | 'iife' = 'es'): Promise<string> {
  const entry: Plugin = {
    name: 'entry',
    resolveId: (id, from) =>
      id === 'entry' ? id : from === 'entry' ? join(packageRoot, 'src', relative('.', id)) : null,
    load: (id) => (id === 'entry' ? code : null),
  }
  const built = await rollup({ input: 'entry', plugins: [entry, source] })
  const { output } = await built.generate({ format })
  const { code: small } = await minify(output[0].code, {
    ecma: 2020,
    module: true,
    compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true, pure_getters: true, keep_fargs: false },
    format: { comments: false },
  })
  return small!
}

/** Bytes of gzip -9. */
export const gzipped = (code: string): number => gzipSync(code, { level: 9 }).length
