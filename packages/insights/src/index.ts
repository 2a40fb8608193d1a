export type { Aggregate } from './aggregate/Aggregate.ts'
export type { AggregateData } from './aggregate/AggregateData.ts'
export type { AggregateOptions } from './aggregate/AggregateOptions.ts'
export type { Cell, CellKey, FlowCell } from './aggregate/Cell.ts'
export { checkRecord, type LineProblem } from './aggregate/checkRecord.ts'
export { createAggregate } from './aggregate/createAggregate.ts'
export type { OutcomeCell } from './aggregate/OutcomeCell.ts'
export { type PeriodLength, periodOf } from './aggregate/periodOf.ts'
export { scaleOf } from './aggregate/scaleOf.ts'
export { groupCells, seriesOfCell, tallyCells } from './aggregate/tallyCells.ts'
export { type BeforeAfter, beforeAfter } from './change/beforeAfter.ts'
export type { Chart, ChartFlag, ChartPoint } from './change/Chart.ts'
export { type Cusum, type CusumOptions, cusum } from './change/cusum.ts'
export { type Ewma, type EwmaOptions, ewma } from './change/ewma.ts'
export {
  type ChartOptions,
  type FrozenBaseline,
  laneyPPrime,
  type PChart,
  type Period,
  pChart,
} from './change/pChart.ts'
export { benjaminiHochberg, type Discoveries } from './compare/benjaminiHochberg.ts'
export { correlation } from './compare/correlation.ts'
export { type MeanDifference, meanDifference } from './compare/meanDifference.ts'
export { type NpsDifference, npsDifference, pairedNpsDifference } from './compare/npsDifference.ts'
export {
  type PairedCounts,
  type Part,
  type ProportionDifference,
  pairedProportionDifference,
  proportionDifference,
} from './compare/proportionDifference.ts'
export {
  type SegmentEffect,
  type Segmented,
  segmentAssociation,
  segmentEffect,
} from './compare/segmentEffect.ts'
export { type Verdict, verdictOf } from './compare/verdictOf.ts'
export type { Audience, Excluded, Flag, Metric } from './contract/Metric.ts'
export type { MetricOptions } from './contract/MetricOptions.ts'
export { type Scale, type Series, samePool } from './contract/Series.ts'
export {
  type Answer,
  mergeTallies,
  type Scores,
  type Tally,
  tally,
  tallyFromCounts,
} from './contract/Tally.ts'
export { THRESHOLDS, type Thresholds } from './contract/thresholds.ts'
export {
  type ImportancePerformance,
  importancePerformance,
  type MapItem,
  type Quadrant,
} from './drivers/importancePerformance.ts'
export { type Driver, type KeyDrivers, keyDrivers, type Predictor } from './drivers/keyDrivers.ts'
export { type Attribute, type PenaltyReward, penaltyReward } from './drivers/penaltyReward.ts'
export { type ImportanceRow, statedImportance } from './drivers/statedImportance.ts'
export { gapChange } from './gap/gapChange.ts'
export { type GapMatrix, gapMatrix, type MatrixCell, type MatrixInput } from './gap/gapMatrix.ts'
export { type Pair, type Paired, pairAnswers, type TimedAnswer } from './gap/pairAnswers.ts'
export { countDifferences, type Gap, type GapCounts, pairedGap } from './gap/pairedGap.ts'
export { combineGaps, publishedGap } from './gap/publishedGap.ts'
export {
  DIMENSIONS,
  ITEMS_22,
  type Servqual,
  type ServqualDimension,
  type ServqualPerson,
  servqual,
} from './gap/servqual.ts'
export { unpairedGap } from './gap/unpairedGap.ts'
export { InsightsError, type InsightsErrorCode } from './InsightsError.ts'
export { type PersonJourney, type Visit, visitsOf } from './journey/visitsOf.ts'
export { type Journey, type Memory, memoryBias } from './memory/memoryBias.ts'
export { type Moment, type PeakEnd, peakEnd } from './memory/peakEnd.ts'
export { type Benchmark, benchmark, type Frame, type Framed } from './metrics/benchmark.ts'
export { type Ces, ces } from './metrics/ces.ts'
export { type Csat, type CsatOptions, csat } from './metrics/csat.ts'
export { delight } from './metrics/delight.ts'
export { type Disconfirmation, disconfirmation } from './metrics/disconfirmation.ts'
export { type Emotion, emotion } from './metrics/emotion.ts'
export { type EmotionGrid, emotionGrid, type GridTap } from './metrics/emotionGrid.ts'
export { type GoalAnswers, type GoalCompletion, goalCompletion } from './metrics/goalCompletion.ts'
export { type Kano, type KanoAnswer, type KanoCategory, kano, kanoCategory } from './metrics/kano.ts'
export type { Net } from './metrics/net.ts'
export { EMOTIONS, type NetEmotionalValue, netEmotionalValue } from './metrics/netEmotionalValue.ts'
export { enps, type Nps, nps } from './metrics/nps.ts'
export { type Rating, rating } from './metrics/rating.ts'
export { calibrateIntent, type IntentRow, type Repurchase, repurchase } from './metrics/repurchase.ts'
export { type Felt, type FeltCell, satisfactionByEmotion } from './metrics/satisfactionByEmotion.ts'
export { type SatisfactionIndex, satisfactionIndex } from './metrics/satisfactionIndex.ts'
export { share } from './metrics/share.ts'
export { type PricePoint, type WillingnessToPay, willingnessToPay } from './metrics/willingnessToPay.ts'
export { badTouches, type Path } from './outcomes/badTouches.ts'
export { type Joined, joinOutcomes, type PersonOutcome, type ScoredPerson } from './outcomes/joinOutcomes.ts'
export { type Group, type Lift, lift } from './outcomes/lift.ts'
export { type LinearOutcome, linearOutcome } from './outcomes/linearOutcome.ts'
export {
  assessForecast,
  type CalibrationRow,
  type HeldOut,
  type LogisticOutcome,
  logisticOutcome,
} from './outcomes/logisticOutcome.ts'
export { revenueDifference } from './outcomes/revenueDifference.ts'
export { type Roi, type RoiInput, roi } from './outcomes/roi.ts'
export { type Coverage, coverage } from './programme/coverage.ts'
export { type ActionDraft, draftAction } from './programme/draftAction.ts'
export { defineFinding, type Finding } from './programme/Finding.ts'
export {
  type LintCode,
  type LintFinding,
  lintProgramme,
  type ProgrammeData,
} from './programme/lintProgramme.ts'
export { lintSurvey } from './programme/lintSurvey.ts'
export { type Loop, loopOf } from './programme/loopOf.ts'
export {
  type Maturity,
  type MaturityLevel,
  maturity,
  missingForPhase,
  phaseFacts,
} from './programme/maturity.ts'
export { metricsFor, type Recommendation } from './programme/metricsFor.ts'
export {
  type Action,
  ELEMENTS,
  METRIC_IDS,
  type MetricId,
  Programme,
  type ProgrammeInput,
  type ProgrammeTouchpoint,
  type Target,
} from './programme/Programme.ts'
export { parseProgramme, programmeJsonSchema } from './programme/parseProgramme.ts'
export { type Priority, type PriorityInput, prioritise } from './programme/prioritise.ts'
export { type Advice, adviceFor, type TargetStatus, targetStatus } from './programme/targetStatus.ts'
export { agreement } from './quality/agreement.ts'
export { cronbachAlpha, type Reliability } from './quality/cronbachAlpha.ts'
export { type LatestAnswers, latestPerPerson } from './quality/latestPerPerson.ts'
export { type Doubt, type QualityReport, qualityReport } from './quality/qualityReport.ts'
export { type Hidden, suppressSmallCells } from './quality/suppressSmallCells.ts'
export type { AskedBenchmark, Benchmarks, BoughtBenchmark } from './report/benchmarksOf.ts'
export { buildReport } from './report/buildReport.ts'
export type { TouchpointCard } from './report/cardOf.ts'
export {
  type Comment,
  createPeople,
  type People,
  type PeopleOptions,
  type PersonAnswer,
} from './report/createPeople.ts'
export type { CycleChange } from './report/cycleChangeOf.ts'
export type { Difference } from './report/differenceOf.ts'
export type { DriverMap, DriverRow } from './report/driverMapOf.ts'
export { easeWorstFirst } from './report/easeWorstFirst.ts'
export type { EmotionCurve, EmotionPoint } from './report/emotionCurvesOf.ts'
export type { GapRow, Gaps } from './report/gapsOf.ts'
export type { NamedMetric } from './report/headlineOf.ts'
export type { Indicator, IndicatorSeries } from './report/Indicator.ts'
export type { JourneyReport } from './report/JourneyReport.ts'
export type { Kpi } from './report/kpisOf.ts'
export type { LoopView } from './report/loopsOf.ts'
export { type Masks, maskContacts } from './report/maskContacts.ts'
export { personHash } from './report/personHash.ts'
export type { ReportOptions } from './report/ReportOptions.ts'
export type { ReportSeries } from './report/reportSeriesOf.ts'
export type { SegmentRow, Segments } from './report/segmentsOf.ts'
export { type Trend, trendOf } from './report/trendOf.ts'
export type { TwoViews } from './report/twoViewsOf.ts'
export type { Verbatim, Verbatims } from './report/verbatimsOf.ts'
export { type Contact, mayContact, type RecontactReason, type RecontactRules } from './sampling/recontact.ts'
export {
  designEffectOf,
  krejcieMorgan,
  powerOfDifference,
  type SampleSize,
  sampleSizeForDifference,
  sampleSizeForMean,
  sampleSizeForNps,
  sampleSizeForShare,
} from './sampling/sampleSize.ts'
export { type SamplingPlan, samplingRate } from './sampling/samplingRate.ts'
export {
  type BetaPrior,
  betaPrior,
  type ShrunkUnit,
  shrinkRates,
  type Unit,
} from './shrinkage/betaBinomial.ts'
export { consistency, type MeanUnit, type ShrunkMean, shrinkMeans } from './shrinkage/shrinkMeans.ts'
export type { BootstrapOptions } from './stats/bootstrap.ts'
export { type EffectiveN, effectiveN } from './weighting/effectiveN.ts'
export { type PostStratification, postStratify, type Stratum } from './weighting/postStratify.ts'
export { type Margins, type Raking, rake } from './weighting/rake.ts'
export { trimWeights } from './weighting/trimWeights.ts'
export {
  type Weighted,
  type WeightedAnswer,
  weightedMean,
  weightedNps,
  weightedShare,
} from './weighting/weighted.ts'
