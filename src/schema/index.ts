export { checkSurvey, type SurveyVerdict } from './checkSurvey.ts'
export { checkSurveys, type SurveysVerdict } from './checkSurveys.ts'
export { Operator, Rule, Scalar } from './condition.ts'
export { type Answers, type AnswerTo, defineSurvey, type QuestionInput } from './defineSurvey.ts'
export { Eligibility, Schedule, Waits } from './eligibility.ts'
export { RandomId, StableId } from './ids.ts'
export { type JsonSchema, SURVEY_SCHEMA_ID, surveyJsonSchema } from './jsonSchema.ts'
export { nearest } from './nearest.ts'
export { parseSurvey } from './parseSurvey.ts'
export { formatProblem, type Problem, type ProblemCode } from './problem.ts'
export {
  AgreementQuestion,
  AnswerRule,
  Branch,
  CesQuestion,
  Choice,
  ChoiceQuestion,
  Comment,
  ContactQuestion,
  CsatQuestion,
  Dimension,
  EmotionGridQuestion,
  EmotionQuestion,
  Href,
  LinkQuestion,
  NpsQuestion,
  Question,
  type QuestionType,
  RatingQuestion,
  Role,
  TextQuestion,
} from './question.ts'
export {
  AnsweredRecord,
  CompletedRecord,
  DismissedRecord,
  DismissReason,
  OutcomeKind,
  OutcomeRecord,
  PulsoRecord,
  type RecordType,
  ShownRecord,
  Value,
} from './record.ts'
export { Presentation, Survey, type SurveyInput, Thanks } from './survey.ts'
export { LocaleTag, Text } from './text.ts'
export { Channel, Phase, Stage, Touchpoint } from './touchpoint.ts'
export { Trigger } from './trigger.ts'
export { BatchReply, BatchRequest } from './wire.ts'
