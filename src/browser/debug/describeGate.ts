import type { Gate } from '../../engine/gates.ts'

const NAMES: { [gate: string]: string } = {
  consent: 'Consent',
  visible: 'Page is visible',
  oneAtATime: 'No other card open',
  sampling: 'Sampling lot',
  maxImpressions: 'Impressions without reaction',
  recontact: 'Wait after this survey',
  coolDown: 'Wait after any survey',
  maxPerSession: 'Surveys this visit',
  maxPerYear: 'Surveys in a year',
  quota: 'Completions so far',
  device: 'Device',
  language: 'Language',
  'schedule.from': 'Starts',
  'schedule.until': 'Ends',
  'schedule.weekdays': 'Weekday',
  'schedule.hours': 'Hour',
}
const WAITS = ['recontact', 'coolDown']
const BELOW = ['sampling', 'maxImpressions', 'maxPerSession', 'maxPerYear', 'quota']
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const SIGNS: { [op: string]: string } = { is: '=', not: '≠', gt: '>', gte: '≥', lt: '<', lte: '≤' }

/** A gate in words: what it is, what it saw, what it needs. */
export function describeGate({ gate, value, threshold }: Gate): {
  name: string
  value: string
  needs: string
} {
  const name = NAMES[gate] ?? gate.replace('traits.', 'Trait ').replace('context.', 'Context ')
  if (gate === 'oneAtATime') return { name, value: value === undefined ? 'none' : show(value), needs: 'none' }
  if (gate === 'visible') return { name, value: value ? 'yes' : 'no', needs: 'yes' }
  if (WAITS.includes(gate))
    return {
      name,
      value: value === undefined ? 'never shown' : duration(value),
      needs: `≥ ${duration(threshold)}`,
    }
  if (BELOW.includes(gate))
    return { name, value: value === undefined ? 'not known' : show(value), needs: `< ${show(threshold)}` }
  if (gate === 'schedule.weekdays')
    return { name, value: day(value), needs: list(threshold).map(day).join(', ') }
  if (gate === 'schedule.hours')
    return { name, value: show(value), needs: list(threshold).map(show).join(' to ') }
  if (typeof threshold === 'object' && threshold !== null && 'value' in threshold) {
    const { op = 'is', value: wanted } = threshold as { op?: string; value: unknown }
    return { name, value: show(value), needs: `${SIGNS[op] ?? op} ${show(wanted)}` }
  }
  return { name, value: show(value), needs: show(threshold) }
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])
const day = (value: unknown): string => DAYS[Number(value)] ?? show(value)

function show(value: unknown): string {
  if (value === undefined || value === null) return '–'
  if (typeof value === 'number') return String(Math.round(value * 10_000) / 10_000)
  if (Array.isArray(value)) return value.map(show).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Milliseconds as people say them: `40 s`, `12 min`, `5 h`, `3.2 days`. */
function duration(value: unknown): string {
  const ms = Number(value)
  const one = (amount: number) => String(Math.round(amount * 10) / 10)
  if (ms < 60_000) return `${one(ms / 1000)} s`
  if (ms < 3_600_000) return `${one(ms / 60_000)} min`
  if (ms < 86_400_000) return `${one(ms / 3_600_000)} h`
  return `${one(ms / 86_400_000)} days`
}
