import { conditions } from './conditions.mjs'

/** Rows of the tables: metric, heading, how a value is printed, and the conditions it is worth printing for. */
const ROWS = [
  ['coldMs', 'cold: trigger → painted (ms)', (ms) => ms.toFixed(0)],
  ['warmMs', 'warm: trigger → painted (ms)', (ms) => ms.toFixed(0)],
  ['thanksMs', 'tap → thanks painted (ms)', (ms) => ms.toFixed(0)],
  ['loadScriptMs', 'script before a survey is due (ms)', (ms) => ms.toFixed(1)],
  ['evaluateMs', '… of it, evaluating the loader’s file (ms)', (ms) => ms.toFixed(1)],
  ['showScriptMs', 'script from trigger to painted (ms)', (ms) => ms.toFixed(1)],
  ['loadLongTasks', 'long tasks before a survey is due', (count) => count.toFixed(0)],
  ['showLongTasks', 'long tasks, show and answer', (count) => count.toFixed(0)],
  ['longestTaskMs', 'longest task (ms; 0: none over 50)', (ms) => ms.toFixed(0)],
  ['shift', 'cumulative layout shift', (shift) => (shift ? shift.toFixed(4) : '0'), ['1x']],
  ['loadRequests', 'requests before a survey is due', (count) => count.toFixed(0), ['1x']],
  ['loadBytes', 'bytes before a survey is due (brotli)', (bytes) => bytes.toLocaleString('en'), ['1x']],
  ['bytes', 'bytes, survey answered (brotli)', (bytes) => bytes.toLocaleString('en'), ['1x']],
  ['serviceRequests', 'requests that carry the survey’s data', (count) => count.toFixed(0), ['1x']],
  ['preflights', 'CORS preflights', (count) => count.toFixed(0), ['1x']],
  ['heapBytes', 'JS heap, question shown (kB)', (bytes) => (bytes / 1000).toFixed(0), ['1x']],
]

const spread = (figure, print) => {
  if (!figure) return '–'
  const [middle, low, high] = [figure.median, figure.q1, figure.q3].map(print)
  return low === high ? middle : `${middle} (${low}–${high})`
}

/** Tables in Markdown, one per condition: medians, with the quartiles in brackets. */
export function tables({ entries, figures }) {
  return conditions
    .filter(({ name }) => entries.some((entry) => figures[entry.name]?.[name]))
    .map((condition) => {
      const rows = ROWS.filter(([, , , only]) => !only || only.includes(condition.name)).map(
        ([metric, heading, print]) =>
          `| ${heading} | ${entries.map(({ name }) => spread(figures[name]?.[condition.name]?.[metric], print)).join(' | ')} |`,
      )
      return [
        `### ${condition.title}`,
        '',
        `| | ${entries.map(({ title }) => title).join(' | ')} |`,
        `| --- |${' ---: |'.repeat(entries.length)}`,
        ...rows,
      ].join('\n')
    })
    .join('\n\n')
}

const number = (value, unit) =>
  `${unit === '×' ? value.toFixed(2) : +value.toFixed(2)}${unit === '×' ? '' : ` ${unit}`}`.trim()

/** One line per promise; a missed one says by how much. */
export const verdicts = (list) =>
  list.map(({ name, value, limit, unit, met }) => ({
    name,
    measured: number(value, unit),
    limit: `≤ ${number(limit, unit)}`,
    verdict: met
      ? 'met'
      : `MISSED by ${number(value - limit, unit)}${limit ? ` (${Math.round((value / limit - 1) * 100)} %)` : ''}`,
  }))

/** The page docs/bench/README.md, whole. Nothing in it is written by hand. */
export function readme(result) {
  const { machine, versions, method } = result
  return `# Bench

Made by \`npm run bench -- --rounds ${result.rounds} --write\`; the numbers are in [result.json](result.json). Change neither by hand.

- ${result.date.slice(0, 10)}, seed ${result.seed}, ${result.rounds} rounds, ${result.visits} visits${result.failures.length ? `, ${result.failures.length} of them failed` : ''}
- ${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB, ${machine.os}; load average ${machine.load.join(' → ')}
- ${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}

## What was promised

| | measured | promise | |
| --- | ---: | ---: | --- |
${verdicts(result.targets)
  .map(({ name, measured, limit, verdict }) => `| ${name} | ${measured} | ${limit} | ${verdict} |`)
  .join('\n')}

## Side by side

Medians, quartiles in brackets.

${tables(result)}

## Method

${method.map((line) => `- ${line}`).join('\n')}
`
}
