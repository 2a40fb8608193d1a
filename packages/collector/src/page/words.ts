const numbers = new Intl.NumberFormat('en')
const times = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  timeZone: 'UTC',
})

/** 12345 → '12,345'. */
export const count = (value: number): string => numbers.format(value)

/** 'order-confirmation' → 'Order confirmation'. */
export function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** '22 Nov, 02:11:05 UTC'. A clock beyond the calendar gives its bare number. */
export const timeOf = (ms: number): string =>
  Math.abs(ms) <= 8.64e15 ? `${times.format(ms)} UTC` : String(ms)

/** A true minus sign, and a plus where the sign is the message. */
export const signed = (value: number): string => `${value > 0 ? '+' : ''}${minus(value.toFixed(0))}`
export const minus = (text: string): string => text.replace(/^-(?=0*\.?0*$)/, '').replace('-', '−')
