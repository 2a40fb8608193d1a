import ts from 'typescript'

/** For a bundle of sources: takes their types away and checks nothing, which is done elsewhere. */
export const typesAway = {
  name: 'types-away',
  transform: (code: string) =>
    ts.transpileModule(code, {
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
      },
    }).outputText,
}
