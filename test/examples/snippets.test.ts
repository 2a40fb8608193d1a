import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const guides = ['README.md', 'docs/install.md', 'docs/kiosk.md']

/** Every `ts` block of a guide, as a file beside the guide. */
const snippets = guides.flatMap((guide) =>
  [...readFileSync(resolve(root, guide), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(
    ([, code = ''], index) => ({
      file: resolve(root, `${guide}.${index + 1}.ts`),
      code,
    }),
  ),
)

/** What the compiler says about the snippets, under the repository's own strict options. */
function complaints(): string[] {
  const config = resolve(root, 'tsconfig.json')
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    dirname(config),
  )
  // A guide's example may leave its handle unused.
  const host = ts.createCompilerHost({ ...options, noUnusedLocals: false })
  const { getSourceFile, fileExists, readFile } = host
  const find = (name: string) => snippets.find(({ file }) => file === resolve(name))
  host.fileExists = (name) => Boolean(find(name)) || fileExists(name)
  host.readFile = (name) => find(name)?.code ?? readFile(name)
  host.getSourceFile = (name, language, ...rest) => {
    const snippet = find(name)
    return snippet
      ? ts.createSourceFile(name, snippet.code, language)
      : getSourceFile(name, language, ...rest)
  }
  const program = ts.createProgram(
    snippets.map(({ file }) => file),
    { ...options, noUnusedLocals: false },
    host,
  )
  return snippets.flatMap(({ file }) => {
    const source = program.getSourceFile(file)
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    )
  })
}

describe('the code in the guides', () => {
  it('compiles as pasted', { timeout: 60_000 }, () => {
    expect(snippets.map(({ file }) => file)).toContain(resolve(root, 'README.md.1.ts'))
    expect(complaints()).toEqual([])
  })
})
