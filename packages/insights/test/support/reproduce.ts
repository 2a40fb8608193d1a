import {
  boundsOf,
  createRandom,
  lmg,
  logisticFit,
  normalCdf,
  relativeWeights,
  resample,
  zOf,
} from '../../src/algorithms.ts'
import * as insights from '../../src/index.ts'

/** A worked example, as its file has it. */
export interface Vector {
  id: string
  metric: string
  // biome-ignore lint/suspicious/noExplicitAny: the input of an example has the shape its metric takes
  input: any
  // biome-ignore lint/suspicious/noExplicitAny: so has what is expected
  expected: any
  tolerance: number
}

/** Where an example finds columns of a data set, and other examples. */
export interface Context {
  column(file: string, name: string): number[]
  vector(id: string): Vector
}

/** Suppression is tested elsewhere; the examples ask for the numbers themselves. */
const every = {
  thresholds: {
    ...{ customers: 1, drivers: 3, driversPerPredictor: 1, shrinkageUnits: 2, penaltyGroup: 1, kano: 1 },
    ...{ eventsPerPredictor: 1, memoryModel: 2 },
  },
}
const confidenceOf = (input: { confidence?: number; z?: number }) =>
  input.z === undefined ? (input.confidence ?? 0.95) : 2 * normalCdf(input.z) - 1
const columnsOf = (input: Vector['input'], context: Context): number[][] =>
  input.columns.map((name: string) => context.column(input.data, name))
const named = (names: readonly string[], values: readonly (number | null)[]) =>
  Object.fromEntries(names.map((name, i) => [name.replace(/\W/g, ''), values[i]]))
const part = ({ value, lower, upper }: insights.Metric) => ({ value, proportion: value, lower, upper })

type Rule = (input: Vector['input'], context: Context) => unknown

/** What computes each metric of the examples, in the words of their `expected`. */
const RULES: { [metric: string]: Rule } = {
  nps: (input, context) => {
    const histogram: number[] | undefined = input.histogram
    const scores = histogram
      ? insights.tallyFromCounts(histogram, [0, 10])
      : input.data
        ? insights.tally(context.column(input.data, input.column), [0, 10])
        : insights.tallyFromCounts({ 10: input.promoters, 8: input.passives, 3: input.detractors }, [0, 10])
    const confidence = confidenceOf(input)
    const found = insights.nps(scores, { ...every, confidence })
    const count = (metric: insights.Metric) => Math.round(metric.value! * found.n)
    // Wald is not offered; its parts are, and the example quotes it
    const wald = (sign: number) => found.value! + sign * zOf(confidence) * found.standardError!
    return {
      n: found.n,
      nps: found.value,
      promoters: count(found.promoters),
      passives: count(found.passives),
      detractors: count(found.detractors),
      variance: (found.standardError! / 100) ** 2 * found.n,
      standardError: found.standardError,
      waldLower: wald(-1),
      waldUpper: wald(1),
      adjusted: found.adjusted,
      adjustedLower: found.lower,
      adjustedUpper: found.upper,
    }
  },
  'nps.bootstrapPercentile': (input, context) => {
    const values = context.column(input.data, input.column)
    const side = values.map((value) => (value >= 9 ? 100 : value <= 6 ? -100 : 0))
    const [draws] = resample(
      side.length,
      (indexes) => {
        let sum = 0
        for (const i of indexes) sum += side[i]!
        return [sum / side.length]
      },
      { resamples: input.resamples, seed: Math.floor(createRandom(7)() * 1e9) },
    )
    return boundsOf(draws, input.confidence)
  },
  'csat.topBox': (input, context) => {
    const scale = input.scale ?? [1, 5]
    const scores = input.data
      ? insights.tally(context.column(input.data, input.column), scale)
      : insights.tallyFromCounts(input.histogram, scale)
    const found = insights.csat(scores, {
      ...every,
      scale,
      ...(input.topBox && { topBox: input.topBox }),
      confidence: confidenceOf(input),
    })
    return {
      n: found.top.n,
      top: Math.round(found.top.value! * found.top.n),
      ...part(found.top),
      mean: found.mean.value,
      sd: found.mean.sd,
      meanLower: found.mean.lower,
      meanUpper: found.mean.upper,
      bottom: found.bottom.value,
    }
  },
  ces2: (input) => {
    const scores = insights.tallyFromCounts(input.histogram, [1, 7])
    const found = insights.ces(scores, { ...every, confidence: confidenceOf(input) })
    const share = (metric: insights.Metric) => ({ k: Math.round(metric.value! * metric.n), ...part(metric) })
    return {
      n: scores.n,
      mean: found.mean.value,
      sd: found.mean.sd,
      meanLower: found.mean.lower,
      meanUpper: found.mean.upper,
      agree: share(found.agree),
      topTwo: share(found.topTwo),
      netEase: found.netEase.value,
    }
  },
  'emotion.valence': (input) => {
    const scores = insights.tallyFromCounts(input.counts, [-2, 2])
    const found = insights.emotion(scores, { ...every, confidence: confidenceOf(input) })
    return {
      n: scores.n,
      mean: found.mean.value,
      sd: found.mean.sd,
      meanLower: found.mean.lower,
      meanUpper: found.mean.upper,
      positiveShare: part(found.positive),
      negativeShare: part(found.negative),
      netPositive: found.net.value,
      netPositiveSE: found.net.standardError,
    }
  },
  'proportion.wilson': (input) => ({
    cases: input.cases.map(({ k, n }: { k: number; n: number }) =>
      part(insights.share(k, n, { ...every, confidence: confidenceOf(input) })),
    ),
  }),
  'proportionDifference.newcombe': (input) => ({
    cases: input.cases.map(({ k1, n1, k2, n2 }: { [name: string]: number }) => {
      const found = insights.proportionDifference(
        { k: k1!, n: n1! },
        { k: k2!, n: n2! },
        { ...every, confidence: confidenceOf(input) },
      )
      return { difference: found.value, lower: found.lower, upper: found.upper }
    }),
  }),
  'goalCompletion.adjustedWald': (input) => {
    const found = insights.goalCompletion(
      { yes: input.completed, no: input.n - input.completed },
      { ...every, interval: 'adjusted-wald', confidence: confidenceOf(input) },
    )
    return {
      rate: found.value,
      adjusted: found.adjusted,
      lower: found.lower,
      upper: found.upper,
      laplace: found.laplace,
    }
  },
  'gap.paired': (input) => {
    const confidence = confidenceOf(input)
    const listed = Array.isArray(input.before)
    const timed = (answers: { [person: string]: number }, at: number) =>
      Object.entries(answers).map(([person, value]) => ({ person, value, at }))
    const { pairs, unmatchedBefore, unmatchedAfter } = listed
      ? {
          pairs: input.before.map((before: number, i: number) => ({
            person: `${i}`,
            before,
            after: input.after[i] as number,
          })) as insights.Pair[],
          unmatchedBefore: [],
          unmatchedAfter: [],
        }
      : insights.pairAnswers(timed(input.before, 0), timed(input.after, 1))
    const gap = insights.pairedGap(pairs, { ...every, confidence })
    const count = (metric: insights.Metric) => Math.round(metric.value! * gap.n)
    return {
      pairs: pairs.map(({ person }) => person).sort(),
      unmatchedBefore,
      unmatchedAfter,
      met: count(gap.met),
      exceeded: count(gap.exceeded),
      fellShort: count(gap.short),
      n: gap.n,
      meanDifference: gap.value,
      sd: gap.sd,
      t: gap.t,
      df: gap.df,
      p: gap.p,
      lower: gap.lower,
      upper: gap.upper,
    }
  },
  'servqual.gapInterval': (input) =>
    Object.fromEntries(
      Object.entries(input.dimensions).map(([name, row]) => {
        const found = insights.publishedGap(
          { n: input.n, ...(row as { expectation: number; perception: number; pairedT: number }) },
          { confidence: confidenceOf(input) },
        )
        return [name, { gap: found.value, lower: found.lower, upper: found.upper }]
      }),
    ),
  servqual: (input) => {
    const { unweighted, weighted, worst } = insights.combineGaps(input.dimensionGaps, input.weights)
    return { unweighted, weighted, worstDimension: worst }
  },
  'memory.peakEnd': (input) => insights.peakEnd(input.moments),
  kano: (input) => {
    const found = insights.kano(input.percent ?? input.counts, every)
    return { category: found.category, better: found.better.value, worse: found.worse.value }
  },
  willingnessToPay: (input) => {
    const found = insights.willingnessToPay(
      input.prices.map((price: number, i: number) => ({ price, accepted: input.acceptOf100[i], asked: 100 })),
      every,
    )
    return {
      acceptance: found.curve.map(({ smoothed }) => smoothed),
      turnbullLowerBoundMean: found.turnbullMean,
      revenueIndex: found.curve.map(({ revenueIndex }) => revenueIndex),
      bestPrice: found.bestPrice,
    }
  },
  'csi.acsiStyle': (input, context) => {
    const found = insights.satisfactionIndex(columnsOf(input, context), {
      ...every,
      scale: input.scale,
      weights: input.weights,
    })
    return { index: found.value, means: found.means }
  },
  'reliability.cronbach': (input, context) => {
    const found = insights.cronbachAlpha(input.items ?? columnsOf(input, context), every)
    return { raw: found.value, standardized: found.standardized }
  },
  'drivers.lmg': (input, context) => {
    const { names, y, x } = regressionOf(input, context)
    const { r2, contributions } = lmg(y, x)
    return {
      r2,
      lmg: named(names, contributions),
      share: named(
        names,
        contributions.map((value) => value / r2),
      ),
    }
  },
  'drivers.relativeWeights': (input, context) => {
    const { names, y, x } = regressionOf(input, context)
    const { r2, contributions } = relativeWeights(y, x)
    return {
      r2,
      raw: named(names, contributions),
      rescaledPercent: named(
        names,
        contributions.map((value) => (100 * value) / r2),
      ),
    }
  },
  'outcome.lift': (input) => {
    const found = insights.lift(input.exposed, input.reference, { ...every, confidence: confidenceOf(input) })
    return {
      riskDifference: found.riskDifference.value,
      rdLower: found.riskDifference.lower,
      rdUpper: found.riskDifference.upper,
      rdWaldLower: found.waldDifference.lower,
      rdWaldUpper: found.waldDifference.upper,
      relativeRisk: found.relativeRisk.value,
      rrLower: found.relativeRisk.lower,
      rrUpper: found.relativeRisk.upper,
      oddsRatio: found.oddsRatio.value,
      orLower: found.oddsRatio.lower,
      orUpper: found.oddsRatio.upper,
    }
  },
  'outcome.linear': (input) => {
    const found = insights.linearOutcome(input.y, [{ name: 'x', values: input.x }], {
      ...every,
      confidence: confidenceOf(input),
    })
    const all = [found.intercept, ...found.slopes]
    return {
      coef: all.map(({ value }) => value),
      se: all.map(({ standardError }) => standardError),
      lower: all.map(({ lower }) => lower),
      upper: all.map(({ upper }) => upper),
      r2: found.r2,
      df: found.df,
    }
  },
  'outcome.logistic': (input) => {
    const found = insights.logisticOutcome(input.y, [{ name: 'x', values: input.x }], {
      ...every,
      confidence: confidenceOf(input),
    })
    const fit = logisticFit(input.y, [input.x])
    const z = fit.coefficients.map((value, i) => value / fit.standardErrors[i]!)
    return {
      coef: [found.intercept, ...found.oddsRatios.map(({ coefficient }) => coefficient)],
      se: fit.standardErrors,
      z,
      p: z.map((value) => 2 * normalCdf(-Math.abs(value))),
      oddsRatio: found.oddsRatios.map(({ value }) => value),
      orLower: found.oddsRatios.map(({ lower }) => lower),
      orUpper: found.oddsRatios.map(({ upper }) => upper),
      logLik: found.logLikelihood,
    }
  },
  'change.pChart': (input) => {
    const periods = input.counts.map((k: number, i: number) => ({
      k,
      n: Array.isArray(input.n) ? input.n[i] : input.n,
      explained: (input.exclude ?? []).includes(i + 1),
    }))
    const chart = insights.pChart(periods, { sigmas: input.sigmas })
    return {
      center: chart.center,
      lower: chart.points[0]!.lower,
      upper: chart.points[0]!.upper,
      flagged: chart.flagged,
    }
  },
  'change.ewma': (input) => {
    const chart = insights.ewma(input.x, {
      lambda: input.lambda,
      target: input.target,
      sigma: input.sigma,
      sigmas: input.sigmas,
      limits: input.limits === 'steady-state' ? 'steady-state' : 'time-varying',
    })
    const steady = input.limits === 'steady-state'
    return {
      ewma: chart.ewma,
      lower: steady ? chart.points[0]!.lower : chart.points.map(({ lower }) => lower),
      upper: steady ? chart.points[0]!.upper : chart.points.map(({ upper }) => upper),
      flagged: chart.flagged,
    }
  },
  'change.cusum': (input) => insights.cusum(input.x, { target: input.target, k: input.K, h: input.H }),
  'shrinkage.betaBinomialMoM': (input) => {
    const units = input.successes.map((k: number, i: number) => ({ k, n: input.n[i] as number }))
    const prior = insights.betaPrior(units, { ...every, sizes: 'ignored' })
    const { units: shrunk } = insights.shrinkRates([input.target], { ...every, prior })
    return {
      ...prior,
      posteriorMean: shrunk[0]!.shrunk.value,
      posteriorSd: shrunk[0]!.posteriorSd,
    }
  },
  'weights.postStratify': (input) => {
    const strata = input.strata as { [name: string]: { n: number; N: number; [sum: string]: number } }
    const { weights } = insights.postStratify(strata)
    const names = Object.keys(strata)
    const add = (of: (name: string) => number) => names.reduce((sum, name) => sum + of(name), 0)
    return {
      weights,
      mean: add((name) => weights[name]! * strata[name]!.sum_api00!) / add((name) => strata[name]!.N),
      total: add((name) => weights[name]! * strata[name]!.sum_enroll!),
      unweightedMean: add((name) => strata[name]!.sum_api00!) / add((name) => strata[name]!.n),
    }
  },
  'weights.effectiveN': (input) =>
    insights.effectiveN(
      input.weights.values.flatMap((weight: number, i: number) =>
        Array<number>(input.weights.counts[i]).fill(weight),
      ),
    ),
  'multiplicity.benjaminiHochberg': (input) => {
    const found = insights.benjaminiHochberg(input.p, input.q)
    return {
      rejected: found.found.map((place) => place + 1),
      count: found.found.length,
      uncorrectedCount: found.uncorrected,
      adjusted: found.adjusted,
    }
  },
  'recontact.eligible': (input) => {
    const found = input.asks.map((ask: { at: string; questionnaire: string }) =>
      insights.mayContact(ask, input.history, input.rules),
    ) as ReturnType<typeof insights.mayContact>[]
    return { eligible: found.map(({ eligible }) => eligible), reasons: found.map(({ reason }) => reason) }
  },
  'sampleSize.proportion': (input) => {
    const found = insights.sampleSizeForShare(input.marginOfError, {
      p: input.p,
      confidence: confidenceOf(input),
      ...(input.N !== undefined && { population: input.N }),
    })
    return { n: found.n, nExact: found.exact }
  },
  'sampleSize.nps': (input) => {
    const found = input.marginsOfErrorPoints.map((margin: number) =>
      insights.sampleSizeForNps(margin, input, confidenceOf(input)),
    ) as ReturnType<typeof insights.sampleSizeForNps>[]
    return { variance: found[0]!.variance, n: found.map(({ n }) => n) }
  },
  'sampleSize.twoProportions': (input) => ({
    nPerGroup: insights.sampleSizeForDifference(input.p1, input.p2, input).exact,
  }),
}

function regressionOf(
  input: Vector['input'],
  context: Context,
): { names: string[]; y: number[]; x: number[][] } {
  if (input.sameDataAs) return regressionOf(context.vector(input.sameDataAs).input, context)
  const names: string[] = input.predictors
  return input.data
    ? {
        names,
        y: context.column(input.data, input.response),
        x: names.map((name) => context.column(input.data, name)),
      }
    : { names, y: input.y, x: names.map((name) => input.x[name]) }
}

/** What this package makes of an example; `undefined` when no rule knows its metric. */
export const reproduce = (vector: Vector, context: Context): unknown =>
  RULES[vector.metric]?.(vector.input, context)

/** Every place where a found number or word is not the expected one, within the tolerance. */
export function differences(expected: unknown, found: unknown, tolerance: number, path = ''): string[] {
  if (typeof expected === 'number')
    return typeof found === 'number' && Math.abs(found - expected) <= tolerance
      ? []
      : [`${path}: expected ${expected}, found ${found}`]
  if (Array.isArray(expected))
    return Array.isArray(found) && found.length === expected.length
      ? expected.flatMap((value, i) => differences(value, found[i], tolerance, `${path}.${i}`))
      : [`${path}: expected ${expected.length} entries, found ${JSON.stringify(found)}`]
  if (typeof expected === 'object' && expected !== null)
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(
        value,
        (found as { [key: string]: unknown } | undefined)?.[key],
        tolerance,
        `${path}.${key}`,
      ),
    )
  return expected === found ? [] : [`${path}: expected ${expected}, found ${found}`]
}
