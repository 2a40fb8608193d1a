import type { QuestionInput } from '@pulso/web/schema'

const agreement = {
  type: 'agreement',
  points: 7,
  low: { en: 'Strongly disagree', es: 'Totalmente en desacuerdo' },
  high: { en: 'Strongly agree', es: 'Totalmente de acuerdo' },
} as const
const brand = { role: 'momentary', facet: 'emotional' } as const
const reliable = { ...agreement, role: 'perception', dimension: 'reliability' } as const

/**
 * Single questions that go into a survey as they are, in English and Spanish. Their words never change: other words are
 * another version. `{brand}` is given by the host, as in all wordings.
 */
export const ITEMS = {
  /** Emotional bond: what would be missed, beside how it felt. */
  bond: {
    ...{ ...agreement, ...brand, id: 'bond', instrument: 'bond@1' },
    prompt: {
      en: 'I would miss {brand} if it disappeared.',
      es: 'Echaría de menos a {brand} si desapareciera.',
    },
  },
  understood: {
    ...{ ...agreement, ...brand, id: 'understood', instrument: 'understood@1' },
    prompt: { en: 'I felt understood.', es: 'Sentí que me comprendían.' },
  },
  different: {
    ...{ ...agreement, ...brand, id: 'different', instrument: 'different@1' },
    prompt: { en: '{brand} is different from the others.', es: '{brand} es diferente de las demás.' },
  },
  timely: {
    ...{ ...agreement, id: 'timely', instrument: 'timely@1', role: 'momentary', facet: 'rational' },
    prompt: { en: 'It took no longer than it should.', es: 'No llevó más tiempo del necesario.' },
  },
  /** Reliability (SERVQUAL), in words of our own. */
  promised: {
    ...{ ...reliable, id: 'promised-perceived', instrument: 'promised@1' },
    prompt: { en: 'What was promised was done, and on time.', es: 'Se cumplió lo prometido, y a tiempo.' },
  },
  'right-first-time': {
    ...{ ...reliable, id: 'right-first-time-perceived', instrument: 'right-first-time@1' },
    prompt: { en: 'It was done right the first time.', es: 'Se hizo bien a la primera.' },
  },
  /** Causes of a low score, several at once. It follows a question with the id `csat`. */
  reasons: {
    ...{ id: 'reasons', type: 'choice', instrument: 'reasons@1', multiple: true, required: false },
    showIf: [{ question: 'csat', op: 'lte', value: 2 }],
    prompt: { en: 'What was it about?', es: '¿A qué se debió?' },
    choices: [
      { id: 'unknown', label: { en: 'They did not know who I was', es: 'No sabían quién soy' } },
      {
        id: 'needs',
        label: {
          en: 'My needs were not known, or did not matter',
          es: 'No conocían mis necesidades, o no importaban',
        },
      },
      { id: 'hard', label: { en: 'They were hard to deal with', es: 'Fue difícil tratar con ellos' } },
    ],
  },
  /** What people in contact with customers would change: see `draftAction` of `@pulso/insights`. */
  proposal: {
    ...{ id: 'proposal', type: 'text', instrument: 'proposal@1', required: false },
    prompt: {
      en: 'What would you change here, for customers?',
      es: '¿Qué cambiaría aquí, para los clientes?',
    },
  },
} as const satisfies { [name: string]: QuestionInput }
