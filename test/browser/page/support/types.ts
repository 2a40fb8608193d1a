import type { SurveyInput } from '../../../../src/schema/index.ts'
import { survey } from './surveys.ts'

type Question = SurveyInput['questions'][number]

const prompt = {
  en: 'What do you think of it?',
  de: 'Was halten Sie davon?',
  ar: 'ما رأيك في ذلك؟',
}
const choices = [
  { id: 'price', label: { en: 'Price', de: 'Preis', ar: 'السعر' } },
  { id: 'speed', label: { en: 'Speed', de: 'Tempo', ar: 'السرعة' } },
  { id: 'service', label: { en: 'Service', de: 'Betreuung', ar: 'الخدمة' } },
]

const questions: { [name: string]: Question } = {
  nps: { id: 'q', type: 'nps', prompt },
  csat: { id: 'q', type: 'csat', prompt },
  ces: { id: 'q', type: 'ces', prompt },
  numbers: { id: 'q', type: 'rating', points: 5, prompt },
  stars: { id: 'q', type: 'rating', display: 'stars', points: 5, prompt },
  faces: { id: 'q', type: 'rating', display: 'faces', points: 5, prompt },
  thumbs: { id: 'q', type: 'rating', display: 'thumbs', points: 2, prompt },
  agreement: { id: 'q', type: 'agreement', prompt },
  emotion: { id: 'q', type: 'emotion', prompt },
  grid: { id: 'q', type: 'emotion-grid', prompt },
  choice: { id: 'q', type: 'choice', choices, prompt },
  several: { id: 'q', type: 'choice', choices, multiple: true, prompt },
  text: { id: 'q', type: 'text', prompt },
  contact: { id: 'q', type: 'contact', prompt },
  link: { id: 'q', type: 'link', label: { en: 'Help', de: 'Hilfe', ar: 'مساعدة' }, href: '/help', prompt },
}

/** A survey of one question for each type, in English, German and Arabic. */
export const everyType: readonly SurveyInput[] = Object.entries(questions).map(([id, question]) =>
  survey({ id, questions: [question], thanks: { closeAfterMs: 0 } }),
)
