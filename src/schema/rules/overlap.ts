import type { Survey } from '../survey.ts'
import type { Trigger } from '../trigger.ts'

/** What starts both surveys at the same priority, in words; undefined when nothing does. */
export function overlap(one: Survey, two: Survey): string | undefined {
  if (one.priority !== two.priority) return undefined
  for (const first of one.trigger)
    for (const second of two.trigger) {
      const shared = meet(first, second)
      if (shared !== undefined) return shared
    }
  return undefined
}

function meet(one: Trigger, two: Trigger): string | undefined {
  if (one.on === 'event' && two.on === 'event') {
    // Filters may tell two surveys apart; only equal ones, or none on one side, surely meet.
    const filters = [one.where, two.where].map((where) => JSON.stringify(where ?? []))
    const meets = filters[0] === filters[1] || filters.includes('[]')
    return one.name === two.name && meets ? `the event ${JSON.stringify(one.name)}` : undefined
  }
  if (one.on === 'page' && two.on === 'page') {
    const shared = [one.url].flat().find((a) => [two.url].flat().some((b) => covers(a, b) || covers(b, a)))
    return shared === undefined ? undefined : `the page ${JSON.stringify(shared)}`
  }
  if ((one.on === 'click' || one.on === 'view') && one.on === two.on && one.selector === two.selector)
    return `${one.on} of ${JSON.stringify(one.selector)}`
  return one.on === 'exit' && two.on === 'exit' ? 'exit' : undefined
}

/** Whether the first pattern matches whatever the second, with its stars filled in, stands for. */
function covers(pattern: string, other: string): boolean {
  const source = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, (stars) => (stars.length > 1 ? '.*' : '[^/]*'))
  return new RegExp(`^${source}$`).test(other.replace(/\*+/g, 'x'))
}
