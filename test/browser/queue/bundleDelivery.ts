import resolveNode from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { rollup } from 'rollup'
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript'

const compilerOptions = {
  target: ScriptTarget.ES2022,
  module: ModuleKind.ESNext,
  verbatimModuleSyntax: true,
}

/** The delivery and its recovery, minified as they are shipped: routes by path. */
export async function bundleDelivery(): Promise<Record<string, string>> {
  const build = await rollup({
    input: 'src/browser/delivery.ts',
    plugins: [
      resolveNode(),
      {
        name: 'strip-types',
        transform: (code, id) =>
          id.endsWith('.ts')
            ? { code: transpileModule(code, { compilerOptions }).outputText, map: null }
            : null,
      },
    ],
  })
  const { output } = await build.generate({
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-chunk.js',
    plugins: [terser({ ecma: 2020, module: true })],
  })
  await build.close()
  return Object.fromEntries(
    output.flatMap((file) => (file.type === 'chunk' ? [[`/${file.fileName}`, file.code]] : [])),
  )
}
