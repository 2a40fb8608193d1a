import { programmeJsonSchema } from '@pulso/insights'
import { checkSurveys, formatProblem, type Survey, surveyJsonSchema } from '@pulso/web/schema'
import * as z from 'zod/mini'
import { CliError } from '../CliError.ts'
import { readJson, writeWhole } from '../files.ts'
import type { Io } from '../Io.ts'
import { Mapping } from '../import/Mapping.ts'

export interface TypesFlags {
  output: string
  schema?: 'survey' | 'programme' | 'mapping'
}

type Question = Survey['questions'][number]

/**
 * Writes TypeScript types of surveys kept as JSON: their ids, touchpoints, and what each question can be answered with. Or,
 * with `schema`, the JSON Schema of a kind of file, for editors.
 */
export async function typesCommand(
  files: readonly string[],
  { output, schema }: TypesFlags,
  io: Io,
): Promise<number> {
  if (schema !== undefined) {
    const found = {
      survey: surveyJsonSchema,
      programme: programmeJsonSchema,
      mapping: () => z.toJSONSchema(Mapping, { io: 'input' }),
    }[schema]()
    await writeWhole(output, `${JSON.stringify(found, null, 2)}\n`, io)
    return 0
  }
  if (files.length === 0)
    throw new CliError(
      'Name the surveys: `pulso types surveys.json -o pulso.d.ts`, or a schema: `pulso types --schema programme`.',
      { exitCode: 2 },
    )
  const surveys: Survey[] = []
  for (const file of files) {
    const value = await readJson(file)
    const isList = Array.isArray(value) || (typeof value === 'object' && value !== null && 'surveys' in value)
    const verdict = checkSurveys(isList ? value : [value])
    if (!verdict.ok)
      throw new CliError(
        `${file} has ${verdict.problems.length} problem(s):\n${verdict.problems.map((one) => `  ${formatProblem(one)}`).join('\n')}\nMend them, then run again.`,
      )
    surveys.push(...verdict.surveys)
  }
  await writeWhole(output, typesOf(surveys), io)
  if (output !== '-') io.stderr.write(`Types of ${surveys.length} survey(s): ${output}\n`)
  return 0
}

/** The same for the same surveys, in their order. */
export function typesOf(surveys: readonly Survey[]): string {
  const touchpoints = [...new Set(surveys.map(({ touchpoint }) => touchpoint.id))]
  const union = (list: readonly string[]) => (list.length === 0 ? 'never' : list.map(quoted).join(' | '))
  return `${[
    '// Made by `pulso types`. Change the surveys, not this file.',
    '',
    `export type SurveyId = ${union(surveys.map(({ id }) => id))}`,
    `export type TouchpointId = ${union(touchpoints)}`,
    '',
    '/** Answers by survey and question; a question that was not met has no key. */',
    'export interface SurveyAnswers {',
    ...surveys.flatMap(({ id, questions }) => [
      `  ${quoted(id)}: {`,
      ...questions.map((question) => `    ${quoted(question.id)}?: ${answerTo(question)}`),
      '  }',
    ]),
    '}',
  ].join('\n')}\n`
}

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
const steps = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i).join(' | ')

function answerTo(question: Question): string {
  const value = answerValueOf(question)
  return question.required === false ? `${value} | null` : value
}

function answerValueOf(question: Question): string {
  switch (question.type) {
    case 'nps':
      return steps(0, 10)
    case 'csat':
      return steps(1, 5)
    case 'ces':
      return steps(1, 7)
    case 'emotion':
      return steps(-2, 2)
    case 'rating':
    case 'agreement': {
      const isThumbs = question.type === 'rating' && question.display === 'thumbs'
      const points = question.points ?? (isThumbs ? 2 : 5)
      return points === 11 ? steps(0, 10) : steps(1, points)
    }
    case 'emotion-grid':
      return `{ positive: ${steps(0, 4)}; negative: ${steps(0, 4)} }`
    case 'choice': {
      const ids = question.choices.map(({ id }) => quoted(id)).join(' | ')
      return question.multiple ? `(${ids})[]` : ids
    }
    case 'text':
      return 'string'
    case 'contact':
      return `{ ${question.fields.map((field) => `${field}?: string`).join('; ')} }`
    case 'link':
      return "'opened'"
  }
}
