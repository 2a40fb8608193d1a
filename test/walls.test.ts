import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What each folder of src may import besides itself. Files beside the folders are errors.ts and the entries. */
const MAY_IMPORT: { [folder: string]: readonly string[] } = {
  schema: ['errors.ts'],
  engine: ['schema', 'errors.ts'],
  queue: ['engine', 'schema', 'errors.ts'],
  ui: ['engine', 'schema', 'errors.ts'],
  instruments: ['schema', 'errors.ts'],
  browser: ['ui', 'queue', 'engine', 'schema', 'errors.ts'],
  'errors.ts': [],
  'index.ts': ['browser', 'engine', 'schema', 'errors.ts'],
  'script.ts': ['browser'],
  'kiosk.ts': ['browser'],
  'kioskScript.ts': ['browser'],
}

interface Import {
  from: string
  to: string
  isType: boolean
}

/** Every import of a source file, type imports and `import()` too. */
function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  const found = text.matchAll(
    /(?:^|\n)(?:import|export)\s+(type\s)?[^'"`;]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/g,
  )
  return [...found].map(([, type, to, lazy]) => ({ from: file, to: (to ?? lazy)!, isType: !!type }))
}
const filesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(root, folder, name))
const sources = filesIn('src')
const place = (file: string) => relative(join(root, 'src'), file).split('/')[0]!

describe('the walls between folders', () => {
  const imports = sources.flatMap(importsOf)

  it('are looked at: the scan finds the imports there are', () => {
    expect(sources.length).toBeGreaterThan(80)
    expect(imports.length).toBeGreaterThan(sources.length)
    expect([...new Set(sources.map(place))].sort()).toEqual(Object.keys(MAY_IMPORT).sort())
  })

  it('are crossed downwards only: schema, engine, queue and ui, browser, entries', () => {
    const wrong = imports
      .filter(({ to }) => to.startsWith('.'))
      .map(({ from, to }) => [from, resolve(dirname(from), to)] as const)
      .filter(([from, to]) => place(from) !== place(to) && !MAY_IMPORT[place(from)]?.includes(place(to)))
      .map(([from, to]) => `${relative(root, from)} imports ${relative(root, to)}`)
    expect(wrong).toEqual([])
  })

  it('keep zod out of the page: only the debug panel and the schema itself have more of the schema than its types', () => {
    const wrong = imports
      .filter(({ from }) => /^(engine|queue|ui|browser|script\.ts)/.test(place(from)))
      .filter(({ from }) => !from.includes('/browser/debug/'))
      .filter(({ to, isType }) => !isType && /zod|\/schema\//.test(to))
      .map(({ from, to }) => `${relative(root, from)} imports ${to}`)
    expect(wrong).toEqual([])
  })

  it('let nothing of a package depend on the parts of the page', () => {
    const wrong = readdirSync(join(root, 'packages'))
      .flatMap((name) => filesIn(`packages/${name}/src`).flatMap(importsOf))
      .filter(({ to }) => /(^|\/)src\/|^@pulso\/web(?!\/(schema|instruments)$)/.test(to))
      .map(({ from, to }) => `${relative(root, from)} imports ${to}`)
    expect(wrong).toEqual([])
  })

  describe('in the linter', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pulso-walls-'))
    afterAll(() => rmSync(folder, { recursive: true }))
    copyFileSync(join(root, 'biome.json'), join(folder, 'biome.json'))
    /** What the linter says to a file with this text in this place. */
    const lint = (path: string, text: string) => {
      const file = join(folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
      const { status, stdout, stderr } = spawnSync(
        join(root, 'node_modules/.bin/biome'),
        ['lint', '--vcs-enabled=false', path],
        { cwd: folder, encoding: 'utf8' },
      )
      rmSync(file)
      return { passes: status === 0, says: stdout + stderr }
    }

    it.each([
      ['src/schema/a.ts', '../engine/lot.ts'],
      ['src/schema/a.ts', '../browser/tabs.ts'],
      ['src/engine/a.ts', '../queue/store.ts'],
      ['src/engine/a.ts', '../ui/view.ts'],
      ['src/engine/a.ts', '../browser/tabs.ts'],
      ['src/engine/a.ts', '../index.ts'],
      ['src/queue/a.ts', '../browser/tabs.ts'],
      ['src/queue/a.ts', '../ui/view.ts'],
      ['src/ui/questions/a.ts', '../../browser/tabs.ts'],
      ['src/ui/a.ts', '../queue/store.ts'],
      ['src/ui/a.ts', '../script.ts'],
      ['packages/collector/src/a.ts', '../../../src/browser/tabs.ts'],
    ])('%s may not import %s', (path, to) => {
      const { passes, says } = lint(path, `import * as it from '${to}'\nconsole.info(it)\n`)
      expect(says).toContain('noRestrictedImports')
      expect(passes).toBe(false)
    })

    it.each(['window', 'document', 'localStorage', 'sessionStorage', 'navigator', 'location', 'history'])(
      'only browser/ names %s',
      (name) => {
        for (const path of ['schema/a.ts', 'engine/a.ts', 'queue/a.ts', 'ui/a.ts', 'instruments/a.ts']) {
          const { passes, says } = lint(`src/${path}`, `console.info(${name})\n`)
          expect(says).toContain('noRestrictedGlobals')
          expect(passes).toBe(false)
        }
        expect(lint('src/browser/a.ts', `console.info(${name})\n`).passes).toBe(true)
      },
      30_000, // the linter starts six times
    )

    it('lets through what goes downwards', () => {
      const { passes, says } = lint(
        'src/browser/a.ts',
        `import { lot } from '../engine/lot.ts'\nimport { Card } from '../ui/Card.tsx'\nconsole.info(lot, Card)\n`,
      )
      expect(says).not.toContain('noRestricted')
      expect(passes).toBe(true)
    })
  })
})
