/** Least numbers of answers, in one place. They are conventions, not laws: a programme may set its own. */
export interface Thresholds {
  /** Below this a customer metric shows `n` alone. */
  customers: number
  /** Below this an employee metric shows `n` alone: a smaller group could be recognised. */
  employees: number
  /** Below this a value is shown with the flag `indicative`. */
  indicative: number
  /** Least answers on each side of a comparison; below it the verdict is `cannot-tell`. */
  comparison: number
  /** Least complete cases of a driver analysis. */
  drivers: number
  /** Least complete cases per predictor of a driver analysis. */
  driversPerPredictor: number
  /** Least events, and least non-events, per predictor of a logistic model. Source: Peduzzi et al. 1996. */
  eventsPerPredictor: number
  /** Least periods of a control chart's baseline. */
  baselinePeriods: number
  /** Least expected events per period of a p-chart, n·p. */
  expectedPerPeriod: number
  /** Least units (touchpoints) among which shrinkage is estimated. */
  shrinkageUnits: number
  /** Least answers in the low and in the high group of a penalty–reward contrast. */
  penaltyGroup: number
  /** Least answers per feature of a Kano table. */
  kano: number
  /** Least persons to say which of mean, peak and end goes with memory. */
  memoryModel: number
  /** Least answers in one weighting cell; a smaller one must be merged with another. */
  weightingCell: number
}

/** What applies where nothing else is said. */
export const THRESHOLDS: Readonly<Thresholds> = {
  customers: 5,
  employees: 10,
  indicative: 30,
  comparison: 30,
  drivers: 100,
  driversPerPredictor: 20,
  eventsPerPredictor: 10,
  baselinePeriods: 20,
  expectedPerPeriod: 5,
  shrinkageUnits: 5,
  penaltyGroup: 20,
  kano: 30,
  memoryModel: 100,
  weightingCell: 10,
}
