import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const dist = process.env.PULSO_DIST ?? fileURLToPath(new URL('../dist', import.meta.url))
if (!existsSync(`${dist}/pulso.js`)) throw new Error('Run `npm run build` first.')

/** What a page loads, but the debug panel: zod, which comes with it, looks whether it may compile. */
const files = readdirSync(dist).filter(
  (name) => /^pulso.*\.js$/.test(name) && !name.startsWith('pulso-debug'),
)

/** Ways to run text as code or to read it as HTML, and to take what belongs to the page. */
const SINKS: { [what: string]: RegExp } = {
  'HTML from text':
    /\b(inner|outer)HTML\b|insertAdjacentHTML|createContextualFragment|parseFromString|setHTMLUnsafe/,
  'code from text': /\beval\b|\bnew Function\b|[^.\w]Function\(|setTimeout\(["'`]/,
  'writing the document': /document\.(write|writeln|open)\b/,
  'scripts from elsewhere': /createElement\(["'`]script/,
  'a style attribute': /setAttribute\(["'`]style|\.style\.cssText\b/,
  'a patched prototype':
    /\.prototype\.\w+\s*=[^=]|Object\.defineProperty\((window|globalThis|history|document)\b/,
  cookies: /document\.cookie/,
  'a synchronous or beacon request': /XMLHttpRequest|sendBeacon/,
  'a timer that repeats': /setInterval/,
  'an unload handler': /["'`](before)?unload["'`]/,
  'an address of somebody else': /https?:\/\/(?!www\.w3\.org\/)[\w.-]+\.\w/,
}

describe('the files that a page loads', () => {
  it('are there: the loader, the widget, its queue', () => {
    expect(files).toContain('pulso.js')
    expect(files.some((name) => name.startsWith('pulso-widget'))).toBe(true)
  })

  for (const [what, pattern] of Object.entries(SINKS))
    it(`pains 31 to 33: have no ${what}`, () => {
      const found = files.flatMap((name) => {
        const match = pattern.exec(readFileSync(`${dist}/${name}`, 'utf8'))
        return match
          ? [`${name}: …${match.input.slice(Math.max(0, match.index - 40), match.index + 60)}…`]
          : []
      })
      expect(found).toEqual([])
    })
})
