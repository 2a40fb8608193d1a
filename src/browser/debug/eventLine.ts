import { element } from './element.ts'

/** An event as one line: when, what, about which survey. Answers are not repeated here. */
export function eventLine(event: string, data: unknown): HTMLElement {
  const now = new Date()
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map((part) =>
    String(part).padStart(2, '0'),
  )
  return element(
    'li',
    {},
    element('time', {}, time.join(':')),
    element('b', {}, event),
    element('span', {}, about(data)),
  )
}

function about(data: unknown): string {
  if (typeof data !== 'object' || data === null) return ''
  const { survey, surveys, question, reason, ids, error, gates } = data as { [key: string]: unknown }
  const failed = Array.isArray(gates)
    ? gates.filter(({ pass }) => pass === false).map(({ gate }) => gate)
    : []
  const parts = [
    survey,
    Array.isArray(surveys) ? surveys.join(', ') : undefined,
    question,
    reason,
    failed.length > 0 ? `held back by ${failed.join(', ')}` : undefined,
    Array.isArray(ids) ? `${ids.length} record${ids.length === 1 ? '' : 's'}` : undefined,
    error instanceof Error ? error.message : error,
  ]
  return parts
    .filter((part) => part !== undefined)
    .map(String)
    .join(' · ')
}
