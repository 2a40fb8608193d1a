import type { PulsoRecord } from '../schema/index.ts'
import type { WrittenQuestion } from './flow.ts'
import type { Answer, PresentOptions } from './ports.ts'

/** What every record of one run says alike. */
export type RunFacts = Pick<
  PresentOptions,
  'survey' | 'mode' | 'person' | 'context' | 'sampleRate' | 'locale'
> & {
  run: string
  hash: string
}

/** What happened, without what every record says. */
export type Happening =
  | { type: 'shown' }
  | ({ type: 'answered'; tookMs: number } & ReturnType<typeof answerOf>)
  | { type: 'completed'; tookMs: number }
  | {
      type: 'dismissed'
      reason: Extract<PulsoRecord, { type: 'dismissed' }>['reason']
      step: number
      question?: string
      tookMs: number
    }

/** The question, as an answer names it, and the answer. Fields that are undefined do not travel: JSON has none. */
export function answerOf(question: WrittenQuestion, answer: Answer) {
  const { id, type, role, dimension, facet, instrument, points } = question as WrittenQuestion & {
    points?: number
  }
  return { question: { id, type, role, dimension, facet, instrument, points }, ...answer }
}

/**
 * One durable line of a run. `id` is 128 random bits, given once and never remade: the collector keeps a record of
 * that id once, however often it is sent.
 */
export function makeRecord(
  { survey, run, hash, mode, person, context, sampleRate, locale }: RunFacts,
  happening: Happening,
  { id, seq, at }: { id: string; seq: number; at: number },
): PulsoRecord {
  const { id: surveyId, rev, kind, audience = 'customer' } = survey
  const { id: place, phase, channel = 'web', stage = 'front', journey } = survey.touchpoint
  return {
    ...happening,
    id,
    at,
    mode,
    person,
    context,
    run,
    seq,
    survey: { id: surveyId, rev, hash, kind, audience },
    touchpoint: { id: place, phase, channel, stage, journey },
    sampleRate,
    locale,
  } as PulsoRecord
}
