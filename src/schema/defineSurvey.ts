import type { Question } from './question.ts'
import type { SurveyInput } from './survey.ts'

/** A question as people write it. */
export type QuestionInput = SurveyInput['questions'][number]

/** Keys of `Given` that `Known` does not have, each made impossible, so that a typo is an error in the editor. */
type NoOthers<Given, Known> = { [Key in Exclude<keyof Given, keyof Known>]: never }

/** The same for the survey, its sections and each of its questions, by its type. */
type NoOtherKeys<S extends SurveyInput> = NoOthers<S, SurveyInput> &
  Sections<S> & { questions: Each<S['questions']> }
type Sections<S> = {
  [Key in keyof S & ('touchpoint' | 'eligibility' | 'presentation' | 'thanks')]: NoOthers<
    S[Key],
    NonNullable<SurveyInput[Key]>
  >
}
type Each<List extends readonly unknown[]> = {
  [Index in keyof List]: NoOthers<List[Index], InputOf<List[Index]>>
}
type InputOf<Q> = Q extends { type: infer Type } ? Extract<QuestionInput, { type: Type }> : QuestionInput

/**
 * A survey written in code. Returns its argument unchanged; nothing is checked at run time (`checkSurvey` and the
 * command line do that), but an unknown key is a type error, and {@link Answers} knows every answer by its id.
 *
 * ```ts
 * const checkout = defineSurvey({
 *   id: 'checkout', rev: 1, kind: 'transactional', touchpoint: { id: 'checkout', phase: 'during' },
 *   questions: [{ id: 'ease', type: 'ces', prompt: 'How easy was it to check out?' }],
 * })
 * type Given = Answers<typeof checkout> // { ease?: 1 | 2 | 3 | 4 | 5 | 6 | 7 }
 * ```
 */
export function defineSurvey<const S extends SurveyInput>(survey: S & NoOtherKeys<S>): S {
  return survey
}

/** What a survey's questions can be answered with, by question id. A question that was not met has no key. */
export type Answers<S extends { questions: readonly { id: string }[] }> = {
  -readonly [Q in S['questions'][number] as Q['id']]?: AnswerTo<Q>
}

/** What one question can be answered with; `null` too when it may be passed over. */
export type AnswerTo<Q> = ValueOf<Q> | (Q extends { required: false } ? null : never)

type UpTo<Points> = Points extends keyof Steps ? Steps[Points] : number
interface Steps {
  2: 1 | 2
  3: Steps[2] | 3
  4: Steps[3] | 4
  5: Steps[4] | 5
  6: Steps[5] | 6
  7: Steps[6] | 7
  8: Steps[7] | 8
  9: Steps[8] | 9
  10: Steps[9] | 10
  11: 0 | Steps[10]
}

type Given<Q, Key extends string> = Q extends { [K in Key]: infer Value } ? Value : undefined
type Or<Value, Fallback> = Value extends undefined ? Fallback : Value
type GridStep = 0 | 1 | 2 | 3 | 4

type ValueOf<Q> = Q extends { type: infer Type extends Question['type'] }
  ? {
      nps: 0 | Steps[10]
      csat: Steps[5]
      ces: Steps[7]
      rating: UpTo<Or<Given<Q, 'points'>, Given<Q, 'display'> extends 'thumbs' ? 2 : 5>>
      emotion: -2 | -1 | 0 | 1 | 2
      'emotion-grid': { positive: GridStep; negative: GridStep }
      choice: Q extends { multiple: true } ? ChoiceOf<Q>[] : ChoiceOf<Q>
      agreement: UpTo<Or<Given<Q, 'points'>, 5>>
      text: string
      contact: { -readonly [Field in FieldOf<Q>]?: string }
      link: 'opened'
    }[Type]
  : never

type ChoiceOf<Q> =
  | (Q extends { choices: readonly { id: infer Id }[] } ? Id : never)
  | (Q extends { other: infer Other } ? (Other extends false | undefined ? never : 'other') : never)

type FieldOf<Q> = Q extends { fields: readonly (infer Field extends string)[] } ? Field : 'email'
