/** Adds to what is counted under a reason. A reason that stands at nothing is not named. */
export function bump(counts: { [reason: string]: number }, reason: string, by: number): void {
  const next = (counts[reason] ?? 0) + by
  if (next === 0) delete counts[reason]
  else counts[reason] = next
}
