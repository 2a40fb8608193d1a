import { describe, expect, it } from 'vitest'
import * as root from '../src/index.ts'
import * as instruments from '../src/instruments/index.ts'
import * as kiosk from '../src/kiosk.ts'
import * as schema from '../src/schema/index.ts'

const names = (module: object) => Object.keys(module).sort()

// What a package exports is a promise: a name that comes or goes belongs into the changelog.
describe('exported names', () => {
  it('of @pulso/web', () => {
    expect(names(root)).toMatchInlineSnapshot(`
      [
        "PulsoError",
        "createPulso",
        "defineSurvey",
      ]
    `)
  })

  it('of @pulso/web/kiosk', () => {
    expect(names(kiosk)).toEqual(['createKiosk'])
  })

  it('of @pulso/web/schema', () => {
    expect(names(schema)).toMatchInlineSnapshot(`
      [
        "AgreementQuestion",
        "AnswerRule",
        "AnsweredRecord",
        "BatchReply",
        "BatchRequest",
        "Branch",
        "CesQuestion",
        "Channel",
        "Choice",
        "ChoiceQuestion",
        "Comment",
        "CompletedRecord",
        "ContactQuestion",
        "CsatQuestion",
        "Dimension",
        "DismissReason",
        "DismissedRecord",
        "Eligibility",
        "EmotionGridQuestion",
        "EmotionQuestion",
        "Href",
        "LinkQuestion",
        "LocaleTag",
        "NpsQuestion",
        "Operator",
        "OutcomeKind",
        "OutcomeRecord",
        "Phase",
        "Presentation",
        "PulsoRecord",
        "Question",
        "RandomId",
        "RatingQuestion",
        "Role",
        "Rule",
        "SURVEY_SCHEMA_ID",
        "Scalar",
        "Schedule",
        "ShownRecord",
        "StableId",
        "Stage",
        "Survey",
        "Text",
        "TextQuestion",
        "Thanks",
        "Touchpoint",
        "Trigger",
        "Value",
        "Waits",
        "checkSurvey",
        "checkSurveys",
        "defineSurvey",
        "formatProblem",
        "nearest",
        "parseSurvey",
        "surveyJsonSchema",
      ]
    `)
  })

  it('of @pulso/web/instruments', () => {
    expect(names(instruments)).toMatchInlineSnapshot(`
      [
        "benchmark",
        "ces",
        "csat",
        "disconfirmation",
        "emotion",
        "enps",
        "expectationPair",
        "goalCompletion",
        "nps",
        "remembered",
        "rememberedMoment",
        "repurchase",
        "value",
      ]
    `)
  })
})
