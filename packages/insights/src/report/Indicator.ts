/** An operational number of a touchpoint: waiting minutes, calls, parcels that came back. Nobody's opinion, and no sample. */
export interface Indicator {
  touchpoint: string
  /** Milliseconds since 1970. */
  at: number
  name: string
  value: number
  unit?: string
}

/** One indicator over time, to be seen beside what people say there. */
export interface IndicatorSeries {
  name: string
  unit: string
  /** Mean of the values of each day, in order. */
  points: { day: string; value: number; n: number }[]
}

/** Indicators of one touchpoint, by name; several of a day are averaged. */
export function indicatorsAt(indicators: readonly Indicator[], touchpoint: string): IndicatorSeries[] {
  const own = indicators.filter((one) => one.touchpoint === touchpoint)
  return [...new Set(own.map(({ name }) => name))].sort().map((name) => {
    const list = own.filter((one) => one.name === name)
    const days = new Map<string, number[]>()
    for (const { at, value } of list) {
      const day = new Date(at).toISOString().slice(0, 10)
      days.set(day, [...(days.get(day) ?? []), value])
    }
    return {
      ...{ name, unit: list.find(({ unit }) => unit !== undefined)?.unit ?? '' },
      points: [...days]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([day, values]) => ({
          day,
          value: values.reduce((a, b) => a + b, 0) / values.length,
          n: values.length,
        })),
    }
  })
}
