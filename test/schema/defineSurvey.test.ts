import { describe, expect, expectTypeOf, it } from 'vitest'
import { type Answers, defineSurvey } from '../../src/schema/defineSurvey.ts'

const survey = defineSurvey({
  id: 'post-purchase',
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'order-placed', phase: 'after' },
  questions: [
    { id: 'score', type: 'nps', prompt: 'How likely?' },
    { id: 'why', type: 'text', prompt: 'Why?', required: false },
    {
      id: 'reasons',
      type: 'choice',
      prompt: 'What was it?',
      multiple: true,
      choices: [
        { id: 'late', label: 'Late' },
        { id: 'dear', label: { en: 'Dear', es: 'Caro' } },
      ],
      other: true,
    },
    {
      id: 'one',
      type: 'choice',
      prompt: 'One?',
      choices: [
        { id: 'yes', label: 'Yes' },
        { id: 'no', label: 'No' },
      ],
    },
    { id: 'stars', type: 'rating', display: 'stars', prompt: 'Stars?' },
    { id: 'thumb', type: 'rating', display: 'thumbs', prompt: 'Up?' },
    { id: 'three', type: 'rating', display: 'faces', points: 3, prompt: 'Face?' },
    { id: 'ease', type: 'ces', prompt: 'Easy?' },
    { id: 'happy', type: 'csat', prompt: 'Happy?' },
    { id: 'agree', type: 'agreement', points: 7, prompt: 'Agree?' },
    { id: 'feel', type: 'emotion', prompt: 'Feel?' },
    { id: 'grid', type: 'emotion-grid', prompt: 'Both?' },
    { id: 'who', type: 'contact', fields: ['name', 'phone'], prompt: 'Who?' },
    { id: 'review', type: 'link', prompt: 'Review?', label: 'Go', href: 'https://example.com/' },
  ],
})
type Given = Answers<typeof survey>

describe('defineSurvey', () => {
  it('returns its argument unchanged', () => {
    const written = {
      id: 'a',
      rev: 1,
      kind: 'relational',
      touchpoint: { id: 'a', phase: 'after' },
      questions: [{ id: 'q', type: 'nps', prompt: 'How likely?' }],
    } as const
    expect(defineSurvey(written as never)).toBe(written)
  })

  it('types every answer by the id and the scale of its question', () => {
    expectTypeOf<Given['score']>().toEqualTypeOf<0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | undefined>()
    expectTypeOf<Given['why']>().toEqualTypeOf<string | null | undefined>()
    expectTypeOf<Given['reasons']>().toEqualTypeOf<('late' | 'dear' | 'other')[] | undefined>()
    expectTypeOf<Given['one']>().toEqualTypeOf<'yes' | 'no' | undefined>()
    expectTypeOf<Given['stars']>().toEqualTypeOf<1 | 2 | 3 | 4 | 5 | undefined>()
    expectTypeOf<Given['thumb']>().toEqualTypeOf<1 | 2 | undefined>()
    expectTypeOf<Given['three']>().toEqualTypeOf<1 | 2 | 3 | undefined>()
    expectTypeOf<Given['ease']>().toEqualTypeOf<1 | 2 | 3 | 4 | 5 | 6 | 7 | undefined>()
    expectTypeOf<Given['happy']>().toEqualTypeOf<1 | 2 | 3 | 4 | 5 | undefined>()
    expectTypeOf<Given['agree']>().toEqualTypeOf<1 | 2 | 3 | 4 | 5 | 6 | 7 | undefined>()
    expectTypeOf<Given['feel']>().toEqualTypeOf<-2 | -1 | 0 | 1 | 2 | undefined>()
    expectTypeOf<NonNullable<Given['grid']>['positive']>().toEqualTypeOf<0 | 1 | 2 | 3 | 4>()
    expectTypeOf<keyof NonNullable<Given['who']>>().toEqualTypeOf<'name' | 'phone'>()
    expectTypeOf<Given['review']>().toEqualTypeOf<'opened' | undefined>()
    expectTypeOf<keyof Given>().toEqualTypeOf<(typeof survey)['questions'][number]['id']>()
  })

  it('refuses an unknown key, value or answer in the editor', () => {
    const base = { rev: 1, kind: 'transactional', touchpoint: { id: 't', phase: 'after' } } as const
    const nps = { id: 'q', type: 'nps', prompt: 'How likely?' } as const
    // @ts-expect-error sampleRate belongs to eligibility
    defineSurvey({ ...base, id: 'a', sampleRate: 1, questions: [nps] })
    // @ts-expect-error promt is no key of a question
    defineSurvey({ ...base, id: 'a', questions: [{ id: 'q', type: 'text', prompt: 'x', promt: 'y' }] })
    // @ts-expect-error choices belong to a choice
    defineSurvey({ ...base, id: 'a', questions: [{ ...nps, choices: [] }] })
    // @ts-expect-error there is no such type
    defineSurvey({ ...base, id: 'a', questions: [{ id: 'q', type: 'npss', prompt: 'x' }] })
    // @ts-expect-error a misspelt key of a section
    defineSurvey({ ...base, id: 'a', eligibility: { sampelRate: 1 }, questions: [nps] })
    const answers: Given = {}
    // @ts-expect-error no question has this id
    answers.nothing
    expectTypeOf<Given>().not.toHaveProperty('nothing')
  })
})
