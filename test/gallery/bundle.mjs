import resolveNode from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'
import { rollup } from 'rollup'
import { minifyCss } from '../../build/minifyCss.mjs'
import { slimPreact } from '../../build/slimPreact.mjs'

/** Bundles the widget alone, as the build does: the files that a page receives, by name. */
export async function bundle(input = 'src/browser/widget/present.ts') {
  const build = await rollup({
    input: { widget: input },
    preserveEntrySignatures: 'allow-extension',
    onwarn: () => {},
    plugins: [
      minifyCss(),
      slimPreact(),
      resolveNode(),
      typescript({
        include: ['src/**/*'],
        compilerOptions: {
          noEmit: false,
          allowImportingTsExtensions: false,
          rewriteRelativeImportExtensions: true,
          declaration: false,
          sourceMap: false,
        },
        noEmitOnError: false,
      }),
    ],
  })
  const { output } = await build.generate({
    format: 'es',
    chunkFileNames: '[name].js',
    entryFileNames: '[name].js',
    plugins: [
      terser({
        ecma: 2020,
        module: true,
        compress: {
          passes: 3,
          unsafe_arrows: true,
          unsafe_methods: true,
          pure_getters: true,
          keep_fargs: false,
        },
        mangle: { properties: { regex: /^_[a-z]/ } },
        format: { comments: false },
      }),
    ],
  })
  await build.close()
  return output
}
