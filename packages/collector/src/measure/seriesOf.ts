import type { PulsoRecord } from '@pulso/web/schema'

/** Question types that have a score. */
const SCORED_TYPES = ['nps', 'csat', 'ces', 'rating', 'agreement', 'emotion'] as const
type ScoredType = (typeof SCORED_TYPES)[number]

/** What two answers must share before they may be pooled: never across kinds, audiences, wordings or scales. */
export interface Series {
  survey: string
  question: string
  type: ScoredType
  /** The instrument with its version, or, for a wording of one's own, the survey's definition hash. */
  wording: string
  kind: 'transactional' | 'relational'
  audience: 'customer' | 'employee'
  stage: 'front' | 'back'
  journey?: string
  role?: string
  dimension?: string
  facet?: string
  points?: number
}

const isScored = (type: string): type is ScoredType => SCORED_TYPES.some((scored) => scored === type)

/** The series of an answer and its score; `undefined` for what has no score. A question passed over scores `null`. */
export function seriesOf(record: PulsoRecord): { series: Series; score: number | null } | undefined {
  if (record.type !== 'answered' || !isScored(record.question.type)) return undefined
  if (typeof record.value !== 'number' && record.value !== null) return undefined
  const { question, survey, touchpoint } = record
  return {
    score: record.value,
    series: {
      survey: survey.id,
      question: question.id,
      type: record.question.type as ScoredType,
      wording: question.instrument ?? survey.hash,
      kind: survey.kind,
      audience: survey.audience,
      stage: touchpoint.stage,
      ...(touchpoint.journey !== undefined && { journey: touchpoint.journey }),
      ...(question.role !== undefined && { role: question.role }),
      ...(question.dimension !== undefined && { dimension: question.dimension }),
      ...(question.facet !== undefined && { facet: question.facet }),
      ...(question.points !== undefined && { points: question.points }),
    },
  }
}
