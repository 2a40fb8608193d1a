import type { PulsoRecord } from '@pulso/web/schema'
import type { PublicationStore } from '../surveys/PublicationStore.ts'
import type { ContactSource } from './forwardFile.ts'
import { isConsented } from './wants.ts'

/** How long definitions are remembered, in milliseconds. */
const FRESH_MS = 60_000

/**
 * Whether a contact answer may be used: the operator named its question, and where this collector served the survey in the
 * wording that was answered, words that ask for consent did stand there.
 */
export function consentOf(
  publications: Pick<PublicationStore, 'definitions'>,
  contacts: readonly ContactSource[],
  now: () => number,
) {
  const kept = new Map<string, { at: number; wordings: Promise<Map<string, string>> }>()

  /** Definitions that were served, by survey, rev and hash. */
  function wordingsOf(project: string, mode: PulsoRecord['mode']): Promise<Map<string, string>> {
    const name = `${project} ${mode}`
    const before = kept.get(name)
    if (before && Math.abs(now() - before.at) < FRESH_MS) return before.wordings
    const wordings = publications
      .definitions(project, mode)
      .then((all) => new Map(all.map(({ survey, rev, hash, json }) => [keyOf(survey, rev, hash), json])))
    wordings.catch(() => kept.delete(name)) // asked again; who waits for it hears of it
    kept.set(name, { at: now(), wordings })
    return wordings
  }

  /** Rejects when that cannot be known now. */
  return async (record: PulsoRecord, project: string): Promise<boolean> => {
    if (record.type !== 'answered' || !isConsented(record, contacts)) return false
    const { id, rev, hash } = record.survey
    const served = (await wordingsOf(project, record.mode)).get(keyOf(id, rev, hash))
    if (served === undefined) return true // served from elsewhere: the operator's word stands
    const { questions } = JSON.parse(served) as { questions: { id: string; consent?: unknown }[] }
    return questions.some((question) => question.id === record.question.id && question.consent !== undefined)
  }
}

export type ConsentOf = ReturnType<typeof consentOf>

const keyOf = (survey: string, rev: number, hash: string) => `${survey} ${rev} ${hash}`
