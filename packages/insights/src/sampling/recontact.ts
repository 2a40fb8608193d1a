import { InsightsError } from '../InsightsError.ts'

/** How often a person may be asked, in days. Sources disagree (30 days to 6 months), so every figure is yours to set. */
export interface RecontactRules {
  /** Since anything was shown. @defaultValue `30` */
  globalCooldownDays?: number
  /** Since the same questionnaire was shown. @defaultValue `90` */
  sameQuestionnaireDays?: number
  /** Since anything was dismissed. @defaultValue `14` */
  afterDismissDays?: number
  /** Impressions in any 365 days. @defaultValue `4` */
  maxPerYear?: number
}

/** What a person has seen. */
export interface Contact {
  /** ISO 8601, or milliseconds since 1970. */
  at: string | number
  questionnaire: string
  event: 'shown' | 'answered' | 'dismissed'
}

/** The rule that says no; `null` when all say yes. */
export type RecontactReason = 'globalCooldown' | 'sameQuestionnaire' | 'afterDismiss' | 'maxPerYear' | null

const DAY_MS = 86_400_000

/**
 * Whether a person may be asked at a moment, and which rule says no (the first of: most in a year, any questionnaire,
 * the same questionnaire, after a dismissal). For planning: the page
 * has its own clocks.
 *
 * @param options - `pairOverride`: the ask owes its pair (perception after expectation) and passes the global cool-down.
 * @throws {@link InsightsError} `invalid_input` for a time that is none.
 */
export function mayContact(
  ask: { at: string | number; questionnaire: string },
  history: readonly Contact[],
  rules: RecontactRules = {},
  options: { pairOverride?: boolean } = {},
): { eligible: boolean; reason: RecontactReason } {
  const { globalCooldownDays = 30, sameQuestionnaireDays = 90, afterDismissDays = 14, maxPerYear = 4 } = rules
  const now = timeOf(ask.at)
  const past = history
    .map((contact) => ({ ...contact, at: timeOf(contact.at) }))
    .filter(({ at }) => at <= now)
  const shown = past.filter(({ event }) => event === 'shown')
  const within = (list: readonly { at: number }[], days: number) =>
    list.some(({ at }) => now - at < days * DAY_MS)
  const same = shown.filter(({ questionnaire }) => questionnaire === ask.questionnaire)
  const dismissed = past.filter(({ event }) => event === 'dismissed')
  const reason: RecontactReason =
    shown.filter(({ at }) => now - at < 365 * DAY_MS).length >= maxPerYear
      ? 'maxPerYear'
      : within(shown, globalCooldownDays) && !options.pairOverride
        ? 'globalCooldown'
        : within(same, sameQuestionnaireDays)
          ? 'sameQuestionnaire'
          : within(dismissed, afterDismissDays)
            ? 'afterDismiss'
            : null
  return { eligible: reason === null, reason }
}

function timeOf(at: string | number): number {
  const time = typeof at === 'number' ? at : Date.parse(at)
  if (!Number.isFinite(time)) throw new InsightsError('invalid_input', `"${at}" is no time: write ISO 8601.`)
  return time
}
