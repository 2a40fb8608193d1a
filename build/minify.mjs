import { gzipSync } from 'node:zlib'
import terser from '@rollup/plugin-terser'

/** What suits one file costs another some bytes, and there is no telling which. */
const WAYS = [{}, { hoist_funs: true }, { reduce_funcs: false, sequences: false }]

/** What is longer, the debug panel with the schema, is no part of a visitor's page: one way will do. */
const LONG = 150_000

const way = (compress) =>
  terser({
    ecma: 2020,
    module: true,
    // `unsafe`: what is put into a text is a text, a number or an error, so that `+` says the same as a template.
    compress: {
      passes: 6,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_methods: true,
      pure_getters: true,
      keep_fargs: false,
      ...compress,
    },
    mangle: { properties: { regex: /^_[a-z]/ } },
    format: { comments: false },
  })

/** Minifies each file in several ways, and takes the one that is smallest after gzip. */
export function minify() {
  const ways = WAYS.map(way)
  return {
    name: 'minify',
    async renderChunk(code, chunk, output) {
      const tried = code.length > LONG ? ways.slice(0, 1) : ways
      const texts = await Promise.all(tried.map(({ renderChunk }) => renderChunk(code, chunk, output)))
      const size = (text) => gzipSync(text, { level: 9 }).length
      return texts.reduce((best, text) => (size(text) < size(best) ? text : best))
    },
  }
}
