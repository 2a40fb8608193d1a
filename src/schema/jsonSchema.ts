import * as z from 'zod/mini'
import { Rule } from './condition.ts'
import { Eligibility, Schedule, Waits } from './eligibility.ts'
import { FIELD_NOTES } from './fieldNotes.ts'
import * as questions from './question.ts'
import { Presentation, Survey, Thanks } from './survey.ts'
import { Text } from './text.ts'
import { Touchpoint } from './touchpoint.ts'
import * as triggers from './trigger.ts'

/** Nouns of the definition, each a `$def` with a sentence of its own. */
const NOUNS: { [name: string]: readonly [schema: z.core.$ZodType, description: string] } = {
  Text: [
    Text,
    'Words for people: one text for every language, or one per language tag. {placeholders} come from the host.',
  ],
  Touchpoint: [Touchpoint, 'Place or moment where we may ask.'],
  Rule: [Rule, 'One comparison of a named property, trait or context field.'],
  AnswerRule: [questions.AnswerRule, 'A comparison with an earlier answer.'],
  Branch: [questions.Branch, 'Where the run goes after a question.'],
  Comment: [questions.Comment, 'Free text on the same card as the score, always optional.'],
  Choice: [questions.Choice, 'One option of a choice.'],
  Eligibility: [
    Eligibility,
    'Who may be asked, and how often. What is left out lets everybody pass, except the waits.',
  ],
  Waits: [Waits, 'One wait in days for every way a run can end, or one for each.'],
  Schedule: [Schedule, 'When a survey may be shown.'],
  Presentation: [Presentation, 'Where and how the card appears.'],
  Thanks: [Thanks, 'The last card.'],
  EventTrigger: [triggers.EventTrigger, 'Starts at a host event.'],
  PageTrigger: [triggers.PageTrigger, 'Starts on a page.'],
  ClickTrigger: [triggers.ClickTrigger, 'Starts at a click.'],
  ViewTrigger: [triggers.ViewTrigger, 'Starts when an element is in view.'],
  ScrollTrigger: [triggers.ScrollTrigger, 'Starts at a scroll depth.'],
  DwellTrigger: [triggers.DwellTrigger, 'Starts after time on the page.'],
  InactivityTrigger: [triggers.InactivityTrigger, 'Starts after a time without activity.'],
  ExitTrigger: [triggers.ExitTrigger, 'Starts when the visitor is about to leave.'],
  ManualTrigger: [triggers.ManualTrigger, 'Starts by pulso("show", id) only.'],
  NpsQuestion: [questions.NpsQuestion, 'Likelihood to recommend, 0–10.'],
  CsatQuestion: [questions.CsatQuestion, 'Satisfaction, 1–5, every point with its word.'],
  CesQuestion: [questions.CesQuestion, 'Ease, 1–7, high is easy (CES 2.0).'],
  RatingQuestion: [questions.RatingQuestion, 'A rating by numbers, stars, faces or thumbs.'],
  EmotionQuestion: [questions.EmotionQuestion, 'Five faces, −2 to +2, each with its word.'],
  EmotionGridQuestion: [
    questions.EmotionGridQuestion,
    'Positive and negative feeling, 0–4 each, in one tap.',
  ],
  ChoiceQuestion: [questions.ChoiceQuestion, 'One or several options.'],
  AgreementQuestion: [questions.AgreementQuestion, 'Agreement on 5 or 7 points.'],
  TextQuestion: [
    questions.TextQuestion,
    'Free text. Addresses, phone and card numbers are masked before it is stored.',
  ],
  ContactQuestion: [questions.ContactQuestion, 'Name, e-mail, phone, given freely. Not masked.'],
  LinkQuestion: [questions.LinkQuestion, 'A link to follow.'],
}

export interface JsonSchema {
  [keyword: string]: unknown
  properties?: { [key: string]: JsonSchema }
  $defs?: { [name: string]: JsonSchema }
  anyOf?: JsonSchema[]
}

/** The published address; a survey file names it as its `$schema`. */
export const SURVEY_SCHEMA_ID = 'https://unpkg.com/@pulso/web/dist/survey.schema.json'

/**
 * JSON Schema (draft 2020-12) of a survey file, as people write it: what has a default may be left out. It knows the
 * shape; what only a program can see (loops, unknown ids) is for `checkSurvey`.
 */
export function surveyJsonSchema(): JsonSchema {
  const metadata = z.registry<{ id: string; description: string }>()
  for (const [id, [schema, description]] of Object.entries(NOUNS)) metadata.add(schema, { id, description })

  const schema = z.toJSONSchema(Survey, {
    io: 'input',
    metadata,
    override({ jsonSchema }) {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum // every integer has it; noise
      delete jsonSchema.id
    },
  }) as JsonSchema
  annotate('Survey', schema)
  for (const [name, def] of Object.entries(schema.$defs ?? {})) annotate(name, def)
  const { $schema, ...rest } = schema
  return {
    $schema,
    $id: SURVEY_SCHEMA_ID,
    title: 'Pulso survey',
    description: 'A versioned set of questions with targeting: a file that is reviewed.',
    ...rest,
  }
}

/** Says at each key what it is for. */
function annotate(noun: string, schema: JsonSchema): void {
  for (const each of [schema, ...(schema.anyOf ?? [])])
    for (const [key, property] of Object.entries(each.properties ?? {})) {
      const note = FIELD_NOTES[noun]?.[key] ?? FIELD_NOTES['*']?.[key]
      if (note !== undefined) property.description = note
    }
}
