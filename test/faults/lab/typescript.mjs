import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

// Hooks of Node's loader: TypeScript without a build, and our own packages from their sources.

const compilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
}
const SOURCES = {
  '@pulso/adapters': new URL('../../../packages/adapters/src/index.ts', import.meta.url).href,
  '@pulso/web/schema': new URL('../../../src/schema/index.ts', import.meta.url).href,
  vitest: 'data:text/javascript,export const expect = 0, describe = 0, afterAll = 0, it = 0', // the list of cases is read here, not run
}

export const resolve = (specifier, context, next) =>
  SOURCES[specifier] ? { url: SOURCES[specifier], shortCircuit: true } : next(specifier, context)

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context)
  const text = await readFile(fileURLToPath(url), 'utf8')
  const { outputText } = ts.transpileModule(text, { compilerOptions, fileName: fileURLToPath(url) })
  return { format: 'module', source: outputText, shortCircuit: true }
}
