import type { CollectorRunResult } from './collectorRun.ts'
import type { Verdict } from './oracle.ts'
import type { Meta } from './readResult.ts'

/** A run of the collector, its verdict as counts; or several, each of which began with an empty store. */
export type CountedRun = Omit<CollectorRunResult, 'verdict'> & {
  verdict: { [name in keyof Verdict]: number }
  /** The runs that it is the sum of; left out, it is one. */
  parts?: readonly RunPart[]
}

export interface RunPart {
  date: string
  commit: string
  kills: number
  serverKills: number
}

/** Adds a run to what was saved of those before. */
export function sumRuns(before: CountedRun & Meta, after: CountedRun & Meta): CountedRun {
  const { engine = before.engine, mirror = before.mirror } = after
  return {
    ...addUp(before, after, ['kills', 'serverKills', 'cuts', 'acked', 'rows', 'cutLost', 'seconds']),
    ...(engine && { engine }),
    verdict: addUp(before.verdict, after.verdict, keysOf(after.verdict)),
    ...(mirror && {
      mirror: before.mirror && after.mirror ? addUp(before.mirror, after.mirror, keysOf(mirror)) : mirror,
    }),
    parts: [...(before.parts ?? [partOf(before)]), partOf(after)],
  }
}

const partOf = ({ date, versions, kills, serverKills }: CountedRun & Meta): RunPart => ({
  ...{ date, commit: versions.commit, kills, serverKills },
})

const keysOf = <Of extends object>(of: Of) => Object.keys(of) as (keyof Of)[]

function addUp<Name extends PropertyKey>(
  a: { readonly [name in Name]: number },
  b: { readonly [name in Name]: number },
  names: readonly Name[],
): { [name in Name]: number } {
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as { [name in Name]: number }
}

/** Whether nothing is missing, doubled or changed, in the store and in its mirror. */
export const isUnharmed = ({ verdict, cutLost, mirror }: CountedRun): boolean =>
  Object.values(verdict).every((count) => count === 0) &&
  cutLost === 0 &&
  (!mirror || mirror.missing + mirror.twice + mirror.other === 0)
