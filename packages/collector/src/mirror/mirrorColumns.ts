/** Columns of the mirror, and their types in ClickHouse of 2018 as in today's. Times in milliseconds since 1970. */
export const MIRROR_COLUMNS = {
  project: 'String',
  id: 'String',
  type: 'String',
  mode: 'String',
  survey: 'Nullable(String)',
  rev: 'Nullable(Int64)',
  hash: 'Nullable(String)',
  touchpoint: 'Nullable(String)',
  phase: 'Nullable(String)',
  channel: 'Nullable(String)',
  run: 'Nullable(String)',
  seq: 'Nullable(Int64)',
  person: 'Nullable(String)',
  at: 'Int64',
  received: 'Int64',
  sent_at: 'Nullable(Int64)',
  question: 'Nullable(String)',
  question_type: 'Nullable(String)',
  role: 'Nullable(String)',
  value: 'Nullable(String)',
  comment: 'Nullable(String)',
  kind: 'Nullable(String)',
  currency: 'Nullable(String)',
  series: 'Nullable(String)',
  score: 'Nullable(Float64)',
  json: 'String',
  arrival: 'Int64',
} as const

export type MirrorColumn = keyof typeof MIRROR_COLUMNS

/** Grows with every change of the columns or of what they hold: a mirror of an older shape is then built anew. */
export const MIRROR_SHAPE = 1
