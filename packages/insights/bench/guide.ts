import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { figures } from './figures.ts'
import type { Result } from './Result.ts'

const RESULT = fileURLToPath(new URL('../../../docs/bench/insights.json', import.meta.url))
const GUIDE = fileURLToPath(new URL('../../../docs/report.md', import.meta.url))
const [FROM, TO] = ['<!-- figures: npm run bench:insights -- --write -->', '<!-- end of figures -->']

/** The committed result and the guide's figures, which are always what {@link figures} makes of it. */
export const guide = {
  result: (): Result => JSON.parse(readFileSync(RESULT, 'utf8')) as Result,
  /** What stands in the guide now. */
  figures() {
    const { text, start, end } = place()
    return text.slice(start, end).trim()
  },
  write(result: Result) {
    const { text, start, end } = place()
    writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`)
    writeFileSync(GUIDE, `${text.slice(0, start)}\n\n${figures(result)}\n\n${text.slice(end)}`)
  },
}

function place(): { text: string; start: number; end: number } {
  const text = readFileSync(GUIDE, 'utf8')
  const [from, end] = [text.indexOf(FROM), text.indexOf(TO)]
  if (from < 0 || end < from) throw new Error('docs/report.md has lost the marks of its figures.')
  return { text, start: from + FROM.length, end }
}
