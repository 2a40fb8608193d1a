import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Result } from './Result.ts'
import { report } from './report.ts'

const RESULT = fileURLToPath(new URL('../../../docs/bench/collector.json', import.meta.url))
const GUIDE = fileURLToPath(new URL('../../../docs/collector.md', import.meta.url))
const [FROM, TO] = ['<!-- figures: npm run bench:collector -- --write -->', '<!-- end of figures -->']

/** The committed result and the guide's figures, which are always what {@link report} makes of it. */
export const guide = {
  result: (): Result => (existsSync(RESULT) ? (JSON.parse(readFileSync(RESULT, 'utf8')) as Result) : {}),
  keep: (result: Result) => writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`),
  /** What stands in the guide now. */
  figures() {
    const { text, start, end } = placeIn()
    return text.slice(start, end).trim()
  },
  write(result: Result) {
    const { text, start, end } = placeIn()
    writeFileSync(GUIDE, `${text.slice(0, start)}\n\n${report(result)}\n\n${text.slice(end)}`)
  },
}

function placeIn(): { text: string; start: number; end: number } {
  const text = readFileSync(GUIDE, 'utf8')
  const [from, end] = [text.indexOf(FROM), text.indexOf(TO)]
  if (from < 0 || end < from) throw new Error('docs/collector.md has lost the marks of its figures.')
  return { text, start: from + FROM.length, end }
}
