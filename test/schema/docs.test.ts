import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkSurvey } from '../../src/schema/checkSurvey.ts'
import { type JsonSchema, surveyJsonSchema } from '../../src/schema/jsonSchema.ts'

const guide = readFileSync(new URL('../../docs/surveys.md', import.meta.url), 'utf8')
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, code]) => code ?? '')

describe('docs/surveys.md', () => {
  it.each(blocks('json').map((code): [string, unknown] => [JSON.parse(code).id, JSON.parse(code)]))(
    'shows a survey %s that is right, and warns of nothing',
    (_, survey) => {
      expect(checkSurvey(survey)).toMatchObject({ ok: true, warnings: [] })
    },
  )

  it('names every key of a survey file', () => {
    const schema = surveyJsonSchema()
    const keys = new Set<string>()
    const collect = (each: JsonSchema) => {
      for (const key of Object.keys(each.properties ?? {})) keys.add(key)
      for (const branch of each.anyOf ?? []) collect(branch)
    }
    collect(schema)
    for (const def of Object.values(schema.$defs ?? {})) collect(def)
    expect(
      [...keys].filter((key) => !new RegExp(`[\`"]${key.replace('$', '\\$')}[\`"]`).test(guide)),
    ).toEqual([])
  })

  it('quotes messages as they are', () => {
    const verdict = checkSurvey({
      id: 'a',
      rev: 1,
      kind: 'transactionl',
      sampleRate: 1,
      touchpoint: { id: 'a', phase: 'after' },
      questions: [
        { id: 'score', type: 'nps', prompt: 'x', next: [{ goTo: 'resons' }] },
        { id: 'reasons', type: 'text', prompt: 'x' },
      ],
    })
    const told = verdict.ok ? [] : verdict.problems
    expect(told).toHaveLength(3)
    for (const { message } of told) expect(guide).toContain(message)
  })
})
