/** Where something was left out first, by reason. */
export interface LeftOut {
  /** Remembers the first place of each reason. */
  at(reason: string, file: string, line: number): void
  /** A line for each reason: how often, where first, and what to do about it. */
  say(counts: { readonly [reason: string]: number }): string
}

/** What to do about it, where the reason alone does not say. */
const NEXT: { readonly [reason: string]: string } = {
  'no JSON':
    'each line is one JSON object; was the file cut off, or is it CSV? `pulso import` reads CSV by a mapping',
  'no record': 'it lacks run, survey, question or value; `pulso validate` names what',
  'unknown type': 'it is no record of Pulso; `pulso import` reads other formats by a mapping',
  'no phase': 'its touchpoint needs "phase": before, during or after',
  'time in seconds': '"at" is in milliseconds: multiply it by 1000',
  'in the future': 'more than a day ahead of this clock: which of the two is wrong?',
  'before 2015': '"at" is milliseconds since 1970; nothing so old is counted',
  duplicate: 'each counts once',
  'test mode': 'what a page sends while it is tried out is in no number',
  'not counted: contact': 'what people leave to be called back is in no number',
}

/** Starts with nothing left out. */
export function createLeftOut(): LeftOut {
  const first = new Map<string, string>()
  return {
    at(reason, file, line) {
      if (!first.has(reason)) first.set(reason, `${file}, line ${line}`)
    },
    say: (counts) =>
      Object.entries(counts)
        .map(([reason, n]) => {
          const place = first.has(reason) ? `, ${n > 1 ? 'first in ' : 'in '}${first.get(reason)}` : ''
          return `  ${n} × left out: ${reason}${place}${NEXT[reason] === undefined ? '' : ` (${NEXT[reason]})`}\n`
        })
        .join(''),
  }
}
