import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkSurvey } from '../../src/schema/checkSurvey.ts'
import { formatProblem } from '../../src/schema/problem.ts'

const nps = { id: 'score', type: 'nps', prompt: 'How likely?' }
const choice = {
  id: 'reasons',
  type: 'choice',
  prompt: 'What went wrong?',
  choices: [
    { id: 'late', label: 'Too late' },
    { id: 'dear', label: 'Too dear' },
  ],
}
const good = {
  id: 'post-purchase',
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'order-placed', phase: 'after' },
  trigger: [{ on: 'event', name: 'order_completed' }],
  questions: [nps],
}
const withQuestions = (...questions: unknown[]) => ({ ...good, questions })
const withQuestion = (extra: object, base: object = nps) => withQuestions({ ...base, ...extra })
const eligible = (eligibility: object) => ({ ...good, eligibility })
const triggered = (...trigger: object[]) => ({ ...good, trigger })

/** Every problem as one line: `path code` and, where there is one, `→ suggestion`. */
function problemsOf(input: unknown): string[] {
  const verdict = checkSurvey(input)
  return verdict.ok ? [] : verdict.problems.map(brief)
}
const warningsOf = (input: unknown): string[] => checkSurvey(input).warnings.map(brief)
const brief = ({ path, code, suggestion }: { path: string; code: string; suggestion?: string }) =>
  `${path} ${code}${suggestion === undefined ? '' : ` → ${suggestion}`}`

describe('checkSurvey', () => {
  it('fills in every default of a good survey', () => {
    const verdict = checkSurvey(good)
    expect(verdict).toMatchObject({
      ok: true,
      warnings: [],
      placeholders: [],
      survey: {
        audience: 'customer',
        touchpoint: { channel: 'web', stage: 'front' },
        presentation: { mode: 'popover', position: 'bottom-end' },
        questions: [{ required: true }],
        thanks: { closeAfterMs: 4000 },
        locale: { fallback: 'en' },
      },
    })
  })

  it('reports every problem at once, each with its place, and the nearest right name', () => {
    const problems = problemsOf({
      id: 'Post Purchase',
      rev: 1.5,
      kind: 'transactionl',
      sampleRate: 0.5,
      touchpoint: { id: 'order-placed', fase: 'after' },
      trigger: [{ on: 'evnt', name: 'order_completed', delay: 500 }],
      questions: [
        { id: 'score', type: 'nsp', promt: 'How likely?' },
        { id: 'score', type: 'choice', prompt: '', choices: [{ id: 'late', label: 5 }] },
        { id: 'go', type: 'link', prompt: 'Review us', label: 'Go', href: 'www.example.com/review' },
      ],
    })
    expect(problems.sort()).toEqual(
      [
        'id bad_format → post-purchase',
        'rev wrong_type',
        'kind unknown_value → transactional',
        'sampleRate unknown_key → eligibility.sampleRate',
        'touchpoint.fase unknown_key → phase',
        'trigger[0].on unknown_value → event',
        'trigger[0].delay unknown_key → delayMs',
        'questions[0].type unknown_value → nps',
        'questions[0].promt unknown_key → prompt',
        'questions[1].id duplicate_id → score-2',
        'questions[1].prompt too_small',
        'questions[1].choices[0].label wrong_type',
        'questions[1].choices too_small',
        'questions[2].href unsafe_link → https://www.example.com/review',
      ].sort(),
    )
  })

  it.each<[string, unknown, string[]]>([
    ['nothing at all', undefined, [' missing']],
    ['a text', 'survey', [' wrong_type']],
    ['no questions', withQuestions(), ['questions too_small']],
    ['a list for a question', withQuestions([]), ['questions[0] wrong_type']],
    ['no type', withQuestions({ id: 'a', prompt: 'x' }), ['questions[0].type missing']],
    ['a number in quotes', { ...good, rev: '2' }, ['rev wrong_type → 2']],
    ['a phase left out', { ...good, touchpoint: { id: 'x' } }, ['touchpoint.phase missing']],
    ['a key of another type', withQuestion({ choices: [] }), ['questions[0].choices unknown_key']],
    [
      'a word of another tool',
      withQuestion({ title: 'x' }, { id: 'a', type: 'text' }),
      ['questions[0].prompt missing', 'questions[0].title unknown_key → thanks.title'],
    ],
    [
      'a wrong language tag',
      withQuestion({ prompt: { en: 'x', pt_br: 'y' } }),
      ['questions[0].prompt.pt_br bad_locale → pt-BR'],
    ],
    ['a number as text', withQuestion({ prompt: 7 }), ['questions[0].prompt wrong_type']],
    ['too many points', withQuestion({ type: 'rating', points: 50 }), ['questions[0].points too_big']],
    [
      'agreement on 6 points',
      withQuestion({ type: 'agreement', points: 6 }),
      ['questions[0].points unknown_value'],
    ],
    [
      'four thumbs',
      withQuestion({ type: 'rating', display: 'thumbs', points: 4 }),
      ['questions[0].points bad_points → 2'],
    ],
    [
      'four faces',
      withQuestion({ type: 'rating', display: 'faces', points: 4 }),
      ['questions[0].points bad_points → 5'],
    ],
    [
      'too few words',
      withQuestion({ type: 'rating', labels: ['bad', 'good'] }),
      ['questions[0].labels labels_length'],
    ],
    [
      'five words for seven points',
      withQuestion({ type: 'agreement', points: 7, labels: ['a', 'b', 'c', 'd', 'e'] }),
      ['questions[0].labels labels_length'],
    ],
    [
      'choices with one id',
      withQuestion({ choices: [...choice.choices, { id: 'late', label: 'x' }] }, choice),
      ['questions[0].choices[2].id duplicate_id'],
    ],
    [
      'a choice called other beside the text option',
      withQuestion({ choices: [...choice.choices, { id: 'other', label: 'x' }], other: true }, choice),
      ['questions[0].choices[2].id reserved_id'],
    ],
    ['a limit without multiple', withQuestion({ max: 2 }, choice), ['questions[0].max bad_max']],
    [
      'a limit above the options',
      withQuestion({ max: 4, multiple: true, other: true }, choice),
      ['questions[0].max bad_max → 3'],
    ],
    [
      'a text that cannot fit',
      withQuestion({ type: 'text', minLength: 20, maxLength: 10 }),
      ['questions[0].minLength too_big'],
    ],
    [
      'a script address',
      withQuestion({ type: 'link', label: 'x', href: 'javascript:alert(1)' }),
      ['questions[0].href unsafe_link'],
    ],
    [
      'a mail address without scheme',
      withQuestion({ type: 'link', label: 'x', href: 'help@example.com' }),
      ['questions[0].href unsafe_link → mailto:help@example.com'],
    ],
    [
      'an inline survey without an element',
      { ...good, presentation: { mode: 'inline' } },
      ['presentation.target missing_target'],
    ],
    [
      'itself as its pair',
      eligible({ pairOverride: 'post-purchase' }),
      ['eligibility.pairOverride self_pair'],
    ],
    ['a share in percent', eligible({ sampleRate: 50 }), ['eligibility.sampleRate too_big → 0.5']],
    [
      'an end before the start',
      eligible({ schedule: { from: '2026-05-01', until: '2026-04-01' } }),
      ['eligibility.schedule.until bad_schedule'],
    ],
    [
      'a day no calendar has',
      eligible({ schedule: { from: '2026-02-30' } }),
      ['eligibility.schedule.from bad_schedule'],
    ],
    [
      'a date written the other way',
      eligible({ schedule: { from: '01/05/2026' } }),
      ['eligibility.schedule.from bad_format'],
    ],
    [
      'hours of no length',
      eligible({ schedule: { hours: [9, 9] } }),
      ['eligibility.schedule.hours bad_schedule'],
    ],
    ['no weekday', eligible({ schedule: { weekdays: [] } }), ['eligibility.schedule.weekdays bad_schedule']],
    [
      'a regular expression that does not compile',
      eligible({ traits: [{ key: 'plan', op: 'matches', value: '(' }] }),
      ['eligibility.traits[0].value bad_regex'],
    ],
    [
      'a number compared with a text',
      eligible({ context: [{ key: 'value', op: 'gt', value: '50' }] }),
      ['eligibility.context[0].value wrong_type'],
    ],
    [
      'one value for in',
      eligible({ traits: [{ key: 'plan', op: 'in', value: 'pro' }] }),
      ['eligibility.traits[0].value wrong_type'],
    ],
    [
      'an unknown wait',
      eligible({ coolDownDays: { answred: 3 } }),
      ['eligibility.coolDownDays.answred unknown_key → answered'],
    ],
    [
      'an address without a slash',
      triggered({ on: 'page', url: 'orders/*' }),
      ['trigger[0].url bad_url → /orders/*'],
    ],
    [
      'a host without a scheme',
      triggered({ on: 'page', url: ['/a', 'shop.example.com/x'] }),
      ['trigger[0].url[1] bad_url → https://shop.example.com/x'],
    ],
    ['an address of another kind', triggered({ on: 'page', url: 'ftp://x/*' }), ['trigger[0].url bad_url']],
    [
      'an event that calls itself off',
      triggered({ on: 'event', name: 'a', cancelOn: ['b', 'a'] }),
      ['trigger[0].cancelOn[1] never_starts'],
    ],
    ['a question called end', withQuestion({ id: 'end' }), ['questions[0].id reserved_id']],
  ])('names %s', (_, input, expected) => {
    expect(problemsOf(input).sort()).toEqual([...expected].sort())
  })

  it('names a branch to a question that does not exist', () => {
    const input = withQuestions({ ...nps, next: [{ goTo: 'resons' }] }, choice)
    expect(problemsOf(input)).toEqual(['questions[0].next[0].goTo unknown_question → reasons'])
  })

  it('names conditions on questions that are unknown, or asked later', () => {
    const input = withQuestions(
      { ...nps, showIf: [{ question: 'reasons', value: 'late' }] },
      { ...choice, showIf: [{ question: 'scroe', op: 'lt', value: 7 }] },
    )
    expect(problemsOf(input)).toEqual([
      'questions[0].showIf[0].question not_earlier',
      'questions[1].showIf[0].question unknown_question → score',
    ])
  })

  it('lets a comment and a branch look at the answer just given', () => {
    const rule = { question: 'score', op: 'lte', value: 6 }
    const input = withQuestions(
      {
        ...nps,
        comment: { prompt: 'Why?', showIf: [rule] },
        next: [{ when: [rule], goTo: 'reasons' }, { goTo: 'end' }],
      },
      choice,
    )
    expect(problemsOf(input)).toEqual([])
  })

  it('names conditions that can never hold for the answer they look at', () => {
    const asking = (rule: object) => withQuestions(nps, choice, { ...nps, id: 'last', showIf: [rule] })
    expect(problemsOf(asking({ question: 'score', op: 'gt', value: 11 }))).toEqual([
      'questions[2].showIf[0].value never_true',
    ])
    expect(problemsOf(asking({ question: 'reasons', value: 'lat' }))).toEqual([
      'questions[2].showIf[0].value unknown_choice → late',
    ])
    expect(problemsOf(asking({ question: 'score', op: 'in', value: 3 }))).toEqual([
      'questions[2].showIf[0].value wrong_type',
    ])
    expect(problemsOf(asking({ question: 'score' }))).toEqual(['questions[2].showIf[0].value missing'])
    expect(problemsOf(asking({ question: 'score', op: 'answered' }))).toEqual([])
    expect(problemsOf(asking({ question: 'reasons', op: 'includes', value: 'late' }))).toEqual([
      'questions[2].showIf[0].op never_true → is',
    ])
    const several = withQuestions(
      { ...choice, multiple: true },
      { ...nps, showIf: [{ question: 'reasons', value: 'late' }] },
    )
    expect(problemsOf(several)).toEqual(['questions[1].showIf[0].op never_true → includes'])
  })

  it('names a circle by the branch that leads back', () => {
    const ask = (id: string, next?: object[]) => ({ ...nps, id, ...(next && { next }) })
    expect(
      problemsOf(withQuestions(ask('a'), ask('b', [{ when: [{ question: 'a', value: 1 }], goTo: 'a' }]))),
    ).toEqual(['questions[1].next[0].goTo loop'])
    expect(problemsOf(withQuestions(ask('a', [{ goTo: 'a' }])))).toEqual(['questions[0].next[0].goTo loop'])
    const back = withQuestions(ask('a', [{ goTo: 'c' }]), ask('b'), ask('c', [{ goTo: 'b' }]))
    expect(problemsOf(back)).toEqual(['questions[2].next[0].goTo loop'])
  })

  it('lets a branch lead back where no circle comes of it', () => {
    const ask = (id: string, goTo?: string) => ({ ...nps, id, ...(goTo && { next: [{ goTo }] }) })
    expect(problemsOf(withQuestions(ask('a', 'c'), ask('b', 'end'), ask('c', 'b')))).toEqual([])
  })

  it('names a question that every way passes by', () => {
    const ask = (id: string, goTo?: string) => ({ ...nps, id, ...(goTo && { next: [{ goTo }] }) })
    expect(problemsOf(withQuestions(ask('a', 'c'), ask('b'), ask('c')))).toEqual(['questions[1] unreachable'])
  })

  it('refuses keys that could reach the prototypes of the page', () => {
    const hostile: unknown = JSON.parse(
      `{"id":"x","__proto__":{"polluted":true},"touchpoint":{"constructor":{"prototype":{"polluted":true}}},"questions":[]}`,
    )
    expect(problemsOf(hostile)).toEqual(
      expect.arrayContaining(['__proto__ forbidden_key', 'touchpoint.constructor forbidden_key']),
    )
    expect(({} as { polluted?: true }).polluted).toBeUndefined()
  })

  it('reports what is not data instead of running it', () => {
    let ran = false
    const circle: { [key: string]: unknown } = { ...good }
    circle.self = circle
    expect(problemsOf(circle)).toContain('self not_json')
    expect(
      problemsOf({
        ...good,
        toJSON: () => {
          ran = true
        },
      }),
    ).toContain('toJSON not_json')
    expect(
      problemsOf({
        ...good,
        get thanks() {
          throw new Error('no')
        },
      }),
    ).toContain('thanks not_json')
    expect(problemsOf({ ...good, touchpoint: new Map() })).toContain('touchpoint not_json')
    expect(problemsOf(JSON.parse(`${'['.repeat(900)}${']'.repeat(900)}`))).toContain(
      `${'[0]'.repeat(24)} too_deep`,
    )
    expect(ran).toBe(false)
  })

  it('warns of what is allowed but was probably not meant', () => {
    expect(warningsOf({ ...good, trigger: [] })).toEqual(['trigger never_starts'])
    expect(warningsOf(triggered({ on: 'manual' }, { on: 'exit' }))).toEqual(['trigger[0] never_starts'])
    expect(warningsOf(eligible({ sampleRate: 0 }))).toEqual(['eligibility.sampleRate never_shown'])
    expect(warningsOf(eligible({ pairOverride: 'before' }))).toEqual(['eligibility.pairOverride no_pair'])
    expect(warningsOf(withQuestion({ type: 'contact' }))).toEqual(['questions[0].consent no_consent'])
    expect(warningsOf(withQuestion({ next: [{ goTo: 'end' }, { goTo: 'end' }] }))).toEqual([
      'questions[0].next[1] dead_branch',
    ])
    expect(warningsOf({ ...good, presentation: { target: '#x' } })).toEqual([
      'presentation.target missing_target',
    ])
    const twice = withQuestions({ ...nps, instrument: 'nps@1' }, { ...nps, id: 'again', instrument: 'nps@1' })
    expect(warningsOf(twice)).toEqual(['questions[1].instrument would_pool'])
    expect(warningsOf(withQuestion({ instrument: 'enps@1' }))).toEqual(['audience wrong_audience → employee'])
    const link = { id: 'go', type: 'link', prompt: 'Review us', label: 'Go', href: 'https://example.com/' }
    const gated = withQuestions(nps, { ...link, showIf: [{ question: 'score', op: 'gte', value: 9 }] })
    expect(warningsOf(gated)).toEqual(['questions[1].showIf review_gating'])
  })

  it('pain 40: warns of every text that is not translated like the others', () => {
    const input = withQuestions(
      {
        ...nps,
        prompt: { en: 'How likely?', es: '¿Qué probabilidad?', 'es-419': '¿Qué tan probable?' },
        low: { en: 'Not' },
        high: 'Very',
      },
      { ...nps, id: 'again', prompt: { es: 'Otra' } },
      { ...nps, id: 'sign', prompt: '0–10?' },
    )
    expect(warningsOf(input)).toEqual([
      'questions[0].low missing_translation',
      'questions[0].high missing_translation',
      'questions[1].prompt missing_translation',
    ])
  })

  it('lists the placeholders that the host has to fill, and warns of those that would show as they stand', () => {
    const input = withQuestions({
      ...nps,
      prompt: { en: '{company}? {{name}}', es: '¿Y {product}, {company}?' },
      hint: 'Hi {user.name}, {first_name}',
    })
    const verdict = checkSurvey(input)
    expect(verdict.ok && verdict.placeholders).toEqual(['company', 'first_name', 'name', 'product'])
    expect(warningsOf(input)).toContain('questions[0].prompt.en lost_placeholder')
    expect(warningsOf(input)).toContain('questions[0].prompt.en bad_placeholder → {name}')
    expect(warningsOf(input)).toContain('questions[0].hint bad_placeholder → {user_name}')
  })

  it('writes each problem as one readable line', () => {
    const verdict = checkSurvey({ ...good, kind: 'transactionl' })
    expect(verdict.ok ? [] : verdict.problems.map(formatProblem)).toEqual([
      'kind: is the text "transactionl"; expected "transactional" or "relational". Did you mean "transactional"?',
    ])
  })

  it('never throws and never pollutes, whatever JSON it is given', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).join()
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const verdict = checkSurvey(JSON.parse(JSON.stringify(value)))
        expect(verdict.ok || verdict.problems.length > 0).toBe(true)
      }),
    )
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before)
  })

  it('never throws and never pollutes when any place of a good survey holds any value', () => {
    const places = [
      ['questions'],
      ['questions', 0],
      ['questions', 0, 'type'],
      ['questions', 0, 'prompt'],
      ['questions', 0, 'next'],
      ['questions', 0, 'showIf'],
      ['questions', 0, '__proto__'],
      ['trigger', 0],
      ['trigger', 0, 'url'],
      ['eligibility'],
      ['eligibility', 'schedule'],
      ['eligibility', 'traits'],
      ['touchpoint'],
      ['thanks'],
      ['__proto__'],
      ['locale'],
    ]
    const word = fc.constantFrom(
      'id',
      'type',
      'nps',
      'choice',
      'prompt',
      'goTo',
      'when',
      '__proto__',
      'constructor',
      'en',
      'op',
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc.constant(null),
        word,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(word, tie('tree'), { maxKeys: 4 }),
      ),
    }))
    const before = Object.getOwnPropertyNames(Object.prototype).join()
    fc.assert(
      fc.property(fc.constantFrom(...places), tree ?? fc.anything(), (place, value) => {
        const input = JSON.parse(JSON.stringify(good))
        let parent = input
        for (const step of place.slice(0, -1)) parent = parent[step] ?? {}
        Object.defineProperty(parent, place[place.length - 1]!, {
          value,
          enumerable: true,
          configurable: true,
        })
        const verdict = checkSurvey(input)
        expect(verdict.ok || verdict.problems.length > 0).toBe(true)
        if (place[place.length - 1] === '__proto__') expect(verdict.ok).toBe(false)
      }),
      { numRuns: 400 },
    )
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before)
  })
})
