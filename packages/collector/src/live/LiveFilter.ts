import type { Mode } from '../Store.ts'

/** Which records a page is about. What is left out does not narrow; test and live records are never together. */
export interface LiveFilter {
  mode: Mode
  project?: string
  touchpoint?: string
  channel?: string
  /** First and last day of what happened, `YYYY-MM-DD` in UTC. */
  from?: string
  to?: string
  /** Values of `context`, by key. */
  segments: { readonly [name: string]: string }
}

/** What of a record a filter looks at. */
export interface Place {
  project: string
  touchpoint: string
  channel: string
  /** `YYYY-MM-DD` in UTC. */
  day: string
  segments: { readonly [name: string]: string }
}

/** Whether a place is among those that a filter lets through. Its mode is looked at elsewhere. */
export function isWithin(
  { project, touchpoint, channel, from, to, segments }: Omit<LiveFilter, 'mode'>,
  place: Place,
): boolean {
  return (
    (project === undefined || place.project === project) &&
    (touchpoint === undefined || place.touchpoint === touchpoint) &&
    (channel === undefined || place.channel === channel) &&
    (from === undefined || place.day >= from) &&
    (to === undefined || place.day <= to) &&
    Object.entries(segments).every(([name, value]) => place.segments[name] === value)
  )
}
