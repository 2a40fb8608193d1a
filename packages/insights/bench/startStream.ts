import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { seeded } from '../../../test/bench/summary.mjs'

const PHASES = {
  ...{ search: 'before', compare: 'before', order: 'during' },
  ...{ delivery: 'after', unbox: 'after', support: 'after', returns: 'after', renewal: 'after' },
}
const TOUCHPOINTS = Object.entries(PHASES)
const START = Date.UTC(2026, 0, 1)
/** Fewer than would be likely: with more answers of each, there is more to keep of a person. */
const PERSONS = 50_000
const AT_ONCE = 2000

/** The programme of the stream. */
export const programme = {
  v: 1,
  name: 'Bench',
  objectives: [{ objective: 'x', level: 'team', owner: 'y', metric: 'nps' }],
  journeys: [
    {
      id: 'buy',
      name: 'Buy',
      touchpoints: TOUCHPOINTS.map(([id, phase], i) => ({
        id,
        name: id,
        phase,
        ...(i === 0 && { first: true }),
      })),
    },
  ],
}

/**
 * Starts a stream of records: runs of four (shown, two answers, completed), spread over touchpoints, channels and a
 * hundred days; a tenth of the runs with a comment.
 *
 * @returns what appends the next ones to the file, up to so many in all.
 */
export function startStream(file: string, seed: number): (upTo: number) => Promise<void> {
  const random = seeded(seed)
  let made = 0
  let run = recordsOfRun(0, random)
  return async (upTo) => {
    const out = createWriteStream(file, { flags: 'a' })
    while (made < upTo) {
      let text = ''
      for (const end = Math.min(made + AT_ONCE, upTo); made < end; made += 1) {
        if (made % 4 === 0) run = recordsOfRun(made / 4, random)
        text += `${JSON.stringify(run[made % 4])}\n`
      }
      if (!out.write(text)) await once(out, 'drain')
    }
    await new Promise<void>((resolve, reject) =>
      out.end((error?: Error | null) => (error ? reject(error) : resolve())),
    )
  }
}

function recordsOfRun(run: number, random: () => number): object[] {
  const [touchpoint, phase] = TOUCHPOINTS[run % TOUCHPOINTS.length]!
  const id = run.toString(16).padStart(31, '0')
  const person = `p${Math.floor(random() * PERSONS)}`
  const ofRun = (seq: number) => ({
    id: `${seq}${id}`,
    at: START + (run % 100) * 86_400_000 + (run % 86_000) * 1000 + seq,
    mode: 'live',
    person,
    run: `b${id}`,
    seq,
    survey: { id: 'journey', rev: 1, hash: 'abc123', kind: 'transactional', audience: 'customer' },
    touchpoint: { id: touchpoint, phase, channel: run % 3 ? 'web' : 'app', stage: 'front', journey: 'buy' },
    sampleRate: 1,
    locale: 'en',
  })
  const answer = (seq: number, id: string, value: number) => ({
    ...{
      ...ofRun(seq),
      type: 'answered',
      question: { id, type: id, instrument: `${id}@1` },
      value,
      tookMs: 1500,
    },
  })
  const comment = random() < 0.1 && {
    comment: `It was ${Math.floor(random() * 1000)} times what I hoped for.`,
  }
  return [
    { ...ofRun(0), type: 'shown' },
    answer(1, 'csat', 1 + Math.floor(random() * 5)),
    { ...answer(2, 'nps', Math.floor(random() * 11)), ...comment },
    { ...ofRun(3), type: 'completed', tookMs: 4000 },
  ]
}
