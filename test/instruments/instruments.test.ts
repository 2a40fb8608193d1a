import { readFileSync } from 'node:fs'
import { describe, expect, expectTypeOf, it } from 'vitest'
import * as instruments from '../../src/instruments/index.ts'
import { checkSurvey } from '../../src/schema/checkSurvey.ts'
import { type Answers, defineSurvey, type QuestionInput } from '../../src/schema/defineSurvey.ts'

const { expectation, perception } = instruments.expectationPair()

/** Every instrument as it comes without names. */
const ALL: QuestionInput[] = [
  instruments.nps(),
  instruments.enps(),
  instruments.csat(),
  instruments.ces(),
  instruments.emotion(),
  expectation,
  perception,
  instruments.disconfirmation(),
  instruments.goalCompletion(),
  instruments.value(),
  instruments.repurchase(),
  instruments.benchmark({ frame: 'sector' }),
  instruments.benchmark({ frame: 'best' }),
  instruments.remembered(),
  instruments.rememberedMoment(),
]
const table = ALL.map((question): [string, QuestionInput] => [question.instrument ?? '', question])

const inSurvey = (...questions: QuestionInput[]) => ({
  id: 'x',
  rev: 1,
  kind: 'transactional',
  audience: questions[0]?.instrument?.startsWith('enps') ? 'employee' : 'customer',
  touchpoint: { id: 'x', phase: 'after' },
  trigger: [{ on: 'manual' }],
  questions,
})

/** What a person reads and on which scale: what may never change under one version. */
function wordingOf(question: QuestionInput): unknown {
  const { id, instrument, role, required, ...wording } = question
  return wording
}

describe('instruments', () => {
  it.each(table)('%s passes checkSurvey without a problem or a warning', (_, question) => {
    const verdict = checkSurvey(inSurvey(question))
    expect(verdict).toMatchObject({ ok: true, warnings: [] })
  })

  it.each(table)('%s is there in English and in Spanish, and says its role', (_, question) => {
    const texts = JSON.stringify(wordingOf(question)).match(/\{"en":"[^"]+","es":"[^"]+"/g) ?? []
    const starts = JSON.stringify(question).match(/\{"(en|es)"/g) ?? []
    expect(texts.length).toBeGreaterThan(0)
    expect(texts.length).toBe(starts.length)
    expect(question.role).toBeTypeOf('string')
  })

  // A wording that changed is another measure: answers before and after are never pooled. Whoever changes words raises
  // the version in the instrument and adds, never edits, a line in wordings.json.
  it('keeps the words of every published version', () => {
    const published: { [instrument: string]: unknown } = JSON.parse(
      readFileSync(new URL('./wordings.json', import.meta.url), 'utf8'),
    )
    for (const [instrument, question] of table)
      expect(wordingOf(question), `${instrument}: other words need another version`).toEqual(
        published[instrument],
      )
    const latest = new Map<string, number>()
    for (const each of Object.keys(published)) {
      const [name = '', version] = each.split('@')
      latest.set(name, Math.max(latest.get(name) ?? 0, Number(version)))
    }
    const current = Object.fromEntries(table.map(([instrument]) => instrument.split('@')))
    expect(current).toEqual(Object.fromEntries([...latest].map(([name, version]) => [name, String(version)])))
  })

  it('puts the names of the host into every language, and leaves placeholders where none is given', () => {
    expect(instruments.nps({ company: 'Alfar' }).prompt).toEqual({
      en: 'How likely is it that you would recommend Alfar to a friend or colleague?',
      es: '¿Qué probabilidad hay de que recomiende Alfar a un amigo, familiar o compañero?',
      'es-419': '¿Qué tan probable es que recomiende Alfar a un amigo, familiar o compañero?',
    })
    const delivery = { en: 'the delivery', es: 'la entrega' }
    expect(instruments.csat({ touchpoint: delivery }).prompt).toEqual({
      en: 'How satisfied were you with the delivery?',
      es: '¿Cómo de satisfecho/a está con la entrega?',
      'es-419': '¿Qué tan satisfecho/a está con la entrega?',
    })
    const named = checkSurvey(inSurvey(instruments.repurchase({ company: 'Alfar' })))
    expect(named.ok && named.placeholders).toEqual(['category'])
  })

  it('takes a name as it is, whatever characters it has', () => {
    expect(instruments.enps({ company: "$& {company} $'" }).prompt.en).toBe(
      "How likely is it that you would recommend $& {company} $' as a place to work?",
    )
  })

  it('asks for an expectation and its perception on one scale', () => {
    const scale = ({ type, points, low, high }: typeof expectation | typeof perception) => ({
      type,
      points,
      low,
      high,
    })
    expect(scale(expectation)).toEqual(scale(perception))
    expect([expectation.role, perception.role]).toEqual(['expectation', 'perception'])
  })

  it('never pools the two frames of a benchmark', () => {
    const verdict = checkSurvey(
      inSurvey(instruments.benchmark({ frame: 'sector' }), instruments.benchmark({ frame: 'best' })),
    )
    expect(verdict).toMatchObject({ ok: true, warnings: [] })
  })

  it('is typed by its id and scale, so that answers are known', () => {
    const survey = defineSurvey({
      id: 'after',
      rev: 1,
      kind: 'relational',
      touchpoint: { id: 'after', phase: 'after' },
      questions: [
        { ...instruments.nps({ company: 'Alfar' }), role: 'remembered' },
        instruments.goalCompletion({ id: 'done' }),
        instruments.repurchase(),
        instruments.rememberedMoment(),
      ],
    })
    type Given = Answers<typeof survey>
    expectTypeOf<keyof Given>().toEqualTypeOf<'nps' | 'done' | 'repurchase' | 'remembered-moment'>()
    expectTypeOf<Given['done']>().toEqualTypeOf<'yes' | 'partly' | 'no' | undefined>()
    expectTypeOf<Given['repurchase']>().toEqualTypeOf<Given['nps']>()
    expectTypeOf<Given['remembered-moment']>().toEqualTypeOf<string | null | undefined>()
    expect(checkSurvey(survey).ok).toBe(true)
  })
})
