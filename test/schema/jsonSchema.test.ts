import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { checkSurvey } from '../../src/schema/checkSurvey.ts'
import { type JsonSchema, surveyJsonSchema } from '../../src/schema/jsonSchema.ts'

const schema = surveyJsonSchema()
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true })
const validate = ajv.compile(schema)

const good = {
  id: 'post-purchase',
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'order-placed', phase: 'after' },
  questions: [{ id: 'score', type: 'nps', prompt: { en: 'How likely?', 'pt-BR': 'Qual a probabilidade?' } }],
}

/** Every survey in the examples: JSON files that hold a survey, a list, or `{ surveys }`. */
function exampleSurveys(): [string, unknown][] {
  const root = fileURLToPath(new URL('../../examples', import.meta.url))
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) =>
        file.endsWith('.json') && !file.includes('node_modules') && !/(package|programme)\.json$/.test(file),
    )
    .flatMap((file) => {
      const read: unknown = JSON.parse(readFileSync(join(root, file), 'utf8'))
      const list = Array.isArray(read) ? read : ((read as { surveys?: unknown[] }).surveys ?? [read])
      return list.map((each, index): [string, unknown] => [`${file} ${index}`, each])
    })
}

describe('surveyJsonSchema', () => {
  it('is a valid schema of draft 2020-12 with an address', () => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    expect(schema.$id).toMatch(/^https:/)
    expect(ajv.validateSchema(schema)).toBe(true)
  })

  it('accepts a survey as people write it, with defaults left out and with its $schema', () => {
    expect(validate({ $schema: schema.$id, ...good })).toBe(true)
  })

  it.each([
    ['an unknown key', { ...good, sampleRate: 1 }],
    ['an unknown question type', { ...good, questions: [{ id: 'a', type: 'npss', prompt: 'x' }] }],
    ['a key of another type', { ...good, questions: [{ id: 'a', type: 'nps', prompt: 'x', choices: [] }] }],
    ['a wrong language tag', { ...good, questions: [{ id: 'a', type: 'nps', prompt: { EN: 'x' } }] }],
    ['a missing phase', { ...good, touchpoint: { id: 'a' } }],
  ])('refuses %s', (_, survey) => {
    expect(validate(survey)).toBe(false)
  })

  it('accepts every survey of the examples, and so does checkSurvey', () => {
    const examples = exampleSurveys()
    expect(examples.length).toBeGreaterThan(0)
    for (const [file, survey] of examples) {
      expect(validate(survey), `${file}: ${ajv.errorsText(validate.errors)}`).toBe(true)
      expect(checkSurvey(survey), file).toMatchObject({ ok: true })
    }
  })

  it('describes every noun and every key', () => {
    const silent: string[] = []
    const look = (noun: string, each: JsonSchema) => {
      for (const [key, property] of Object.entries(each.properties ?? {}))
        if (typeof property.description !== 'string' && !('const' in property)) silent.push(`${noun}.${key}`)
    }
    look('Survey', schema)
    for (const [name, def] of Object.entries(schema.$defs ?? {})) {
      if (typeof def.description !== 'string') silent.push(name)
      for (const each of [def, ...(def.anyOf ?? [])]) look(name, each)
    }
    expect(silent).toEqual([])
  })
})
