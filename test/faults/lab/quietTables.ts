import type { Figures } from './figuresRun.ts'
import type { Arrivals } from './herdRun.ts'
import { markdownTable } from './markdownTable.ts'
import { misses } from './misses.ts'
import type { Typical } from './typical.ts'

type Run = Figures & { engine: string }

const both = ({ p50, p95 }: Typical) => `${p50} / ${p95}`
const arrivals = ({ fullest, lateS, tries }: Arrivals, mark = '') => [
  `${fullest.mean} / ${fullest.p95}${mark}`,
  both(lateS),
  tries,
]

/** What needs no fault: a table over the engines, and the arrivals of a crowd, which no engine changes. */
export function quietTables(
  runs: readonly [Run, ...Run[]],
  measured: readonly (readonly unknown[])[],
): string[] {
  const line = (what: string, value: (run: Run) => string | number, aim = '') => [
    what,
    ...runs.map(value),
    aim,
  ]
  const isQuick = ({ engine, tap }: Run) => engine !== 'chromium' || tap.thanksMs.p95 <= 50
  return [
    '**Without faults**, the server well. Each tap comes half a second after the card, as a person’s at the earliest.',
    markdownTable(
      ['', ...runs.map(({ engine }) => engine), 'aim'],
      [
        line(
          'tap to thanks, p50 / p95, ms',
          (run) => `${both(run.tap.thanksMs)}${misses(isQuick(run))}`,
          'p95 ≤ 50 in Chromium',
        ),
        line('of it until the write begins', ({ tap }) => both(tap.partsMs.before)),
        line('of it the strict write', ({ tap }) => both(tap.partsMs.write)),
        line('of it until the thanks are drawn', ({ tap }) => both(tap.partsMs.after)),
        line('a bare strict put on the same page', ({ tap }) => both(tap.bareMs)),
        line('tapped at once: the impression is written first', ({ tap }) => both(tap.hastyMs)),
        line('taps of each kind', ({ tap }) => tap.taps, '≥ 200'),
        line('until durable, fewer than 8 waiting, p50 / p95, ms', (run) => both(run.enqueueMs.none)),
        line('the same with 900 or more waiting', (run) => both(run.enqueueMs.full)),
        line(
          'ratio of the medians',
          ({ enqueueRatio }) => `${enqueueRatio}${misses(enqueueRatio <= 1.2)}`,
          '≤ 1.2',
        ),
        line(
          'sent twice, ten tabs, healthy server',
          ({ redelivery }) => `${(100 * redelivery).toFixed(1)} %${misses(redelivery <= 0.01)}`,
          '≤ 1 %',
        ),
        ...measured,
      ],
    ),
    '**200 clients after an outage**, counted by the waits of the queue, not waited for: 500 draws each. Share of the clients in the fullest second (mean, and what 95 of 100 draws stay below; aim ≤ 5 %), seconds from the end of the outage to an arrival (p50 / p95), and tries of a client. Beside it the same crowd with waits that double from 1 s to 300 s, as they did here before.',
    markdownTable(
      [
        'visitors answered',
        'outage',
        'fullest second, %',
        'late, s',
        'tries',
        'doubling: fullest, %',
        'late, s',
        'tries',
      ],
      runs[0].herd.map(({ answered, outageS, ours, doubling }) => [
        answered === 'first' ? 'in its first second' : 'evenly in it',
        `${outageS} s`,
        ...arrivals(ours, misses(ours.fullest.p95 <= 5)),
        ...arrivals(doubling),
      ]),
    ),
  ]
}
