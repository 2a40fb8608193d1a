import type { PulsoRecord } from '@pulso/web/schema'

type Answered = Extract<PulsoRecord, { type: 'answered' }>

/** One time that a person came past a touchpoint and was asked. */
export interface Visit {
  touchpoint: string
  phase: 'before' | 'during' | 'after'
  channel: string
  /** Of the first record, milliseconds since 1970. */
  at: number
  run: string
  /** Answers by question id; the last one where it was changed. */
  answers: { [question: string]: Answered['value'] }
}

/** Visits of one person, in the order of time. */
export interface PersonJourney {
  person: string
  visits: Visit[]
}

/**
 * The way each person took, from the times of the records: a journey is a graph, with repeats and leaps, not the order of
 * a configuration. Going A, B, A is three visits. Records without person id belong to nobody's journey and are counted;
 * so are test records.
 *
 * Holds all visits in memory: for the people of one report, not for ten million records. See {@link createAggregate}.
 */
export function visitsOf(records: Iterable<PulsoRecord>): {
  journeys: PersonJourney[]
  excluded: { [reason: string]: number }
} {
  const byPerson = new Map<string, Map<string, Visit & { seqs: Map<string, number> }>>()
  const excluded: { [reason: string]: number } = {}
  const leaveOut = (reason: string) => {
    excluded[reason] = (excluded[reason] ?? 0) + 1
  }
  for (const record of records) {
    if (record.type === 'outcome') continue
    if (record.mode === 'test') {
      leaveOut('test mode')
      continue
    }
    if (record.person === undefined) {
      leaveOut('no person id')
      continue
    }
    let runs = byPerson.get(record.person)
    if (!runs) byPerson.set(record.person, (runs = new Map()))
    let visit = runs.get(record.run)
    if (!visit) {
      const { id: touchpoint, phase, channel } = record.touchpoint
      visit = { touchpoint, phase, channel, at: record.at, run: record.run, answers: {}, seqs: new Map() }
      runs.set(record.run, visit)
    }
    visit.at = Math.min(visit.at, record.at)
    if (record.type === 'answered' && record.seq >= (visit.seqs.get(record.question.id) ?? 0)) {
      visit.seqs.set(record.question.id, record.seq)
      visit.answers[record.question.id] = record.value
    }
  }
  return {
    journeys: [...byPerson].map(([person, runs]) => ({
      person,
      visits: [...runs.values()].map(({ seqs: _, ...visit }) => visit).sort((a, b) => a.at - b.at),
    })),
    excluded,
  }
}
