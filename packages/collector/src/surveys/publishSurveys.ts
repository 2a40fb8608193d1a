import { checkSurveys, type SurveyInput } from '@pulso/web/schema'
import type { Mode } from '../Store.ts'
import { breakingEdits, type PublishProblem } from './breakingEdits.ts'
import { definitionHash } from './definitionHash.ts'
import type { Definition, PublicationStore, PublishedDefinition } from './PublicationStore.ts'

/** What became of one survey. `reworded`: under the same rev, so that answers are told apart by the hash alone. */
export interface PublishedSurvey {
  id: string
  rev: number
  hash: string
  change: 'new' | 'new rev' | 'reworded' | 'edited' | 'unchanged'
}

export type PublishReport =
  | {
      ok: true
      /** Number of the publication that is served from now on; 0 when a first one was only tried. */
      number: number
      /** Whether a publication was made: not by a trial, and not when the same list is served already. */
      isNew: boolean
      surveys: PublishedSurvey[]
      /** Surveys that were served before, and are not in this list. */
      withdrawn: string[]
      warnings: PublishProblem[]
    }
  | {
      ok: false
      code: 'invalid_surveys' | 'breaking_edit'
      problems: PublishProblem[]
      warnings: PublishProblem[]
    }

export interface PublishOptions {
  project: string
  /** @defaultValue `live` */
  mode?: Mode
  /** Milliseconds since 1970. @defaultValue `Date.now()` */
  nowMs?: number
  /** Says what would become of it, and publishes nothing. */
  dryRun?: boolean
}

/** A list that a page keeps on the device for its next visit is shorter, in UTF-16 code units. */
const KEPT_LENGTH = 100_000
const MOST_TRIES = 10

/**
 * Publishes a list of surveys in place of the one that is served: all of it, or nothing. Refused, with every problem at
 * once: definitions with mistakes; then edits that change the meaning of answers under a rev that was published before.
 *
 * @param input - `[survey, …]` or `{ surveys: [survey, …] }`, as JSON was read.
 */
export async function publishSurveys(
  publications: PublicationStore,
  input: unknown,
  { project, mode = 'live', nowMs = Date.now(), dryRun = false }: PublishOptions,
): Promise<PublishReport> {
  const verdict = checkSurveys(input)
  const warnings: PublishProblem[] = [...verdict.warnings]
  if (!verdict.ok) return { ok: false, code: 'invalid_surveys', problems: verdict.problems, warnings }
  // As they are written, not with the defaults filled in: the page hashes what it is given.
  const isList = Array.isArray(input)
  const surveys = (isList ? input : (input as { surveys: unknown }).surveys) as SurveyInput[]
  const pathOf = (index: number) => `${isList ? '' : 'surveys'}[${index}]`
  if (!isList && 'quotas' in (input as object)) {
    const message = 'is left out: the collector counts what was completed.'
    warnings.push({ path: 'quotas', code: 'unknown_key', message })
  }
  const json = JSON.stringify(surveys)
  if (json.length >= KEPT_LENGTH) {
    const message = `is ${json.length} characters long: pages keep no copy of 100,000 or more, and wait for it on every visit.`
    warnings.push({ path: '', code: 'too_big', message })
  }
  const definitions = surveys.map(
    (survey): Definition => ({
      survey: survey.id,
      rev: survey.rev,
      hash: definitionHash(survey.questions),
      json: JSON.stringify(survey),
    }),
  )

  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const [latest, known] = [
      await publications.latest(project, mode),
      await publications.definitions(project, mode),
    ]
    const problems = surveys.flatMap((survey, index) =>
      problemsOf(
        survey,
        known.filter((each) => each.survey === survey.id),
        pathOf(index),
      ),
    )
    if (problems.length > 0) return { ok: false, code: 'breaking_edit', problems, warnings }

    const served = (latest ? JSON.parse(latest.json) : []) as SurveyInput[]
    const report = {
      ok: true as const,
      surveys: definitions.map(({ survey, rev, hash, json }) => ({
        id: survey,
        rev,
        hash,
        change: changeOf({ survey, rev, hash, json }, known),
      })),
      withdrawn: served.map(({ id }) => id).filter((id) => !surveys.some((survey) => survey.id === id)),
      warnings,
    }
    const number = latest?.number ?? 0
    if (dryRun || latest?.json === json) return { ...report, number, isNew: false }
    const publication = { number: number + 1, published: nowMs, json }
    if (await publications.publish({ project, mode }, publication, definitions))
      return { ...report, number: number + 1, isNew: true }
    // Somebody published in between: what was checked is no longer what is served.
  }
  throw new Error(`others published ${MOST_TRIES} times in between`)
}

/** What was published last under a rev. */
const lastOf = (known: readonly PublishedDefinition[], rev: number) =>
  known.filter((each) => each.rev === rev).sort((a, b) => b.last - a.last)[0]

function problemsOf(
  survey: SurveyInput,
  known: readonly PublishedDefinition[],
  path: string,
): PublishProblem[] {
  const before = lastOf(known, survey.rev)
  if (before) return breakingEdits(JSON.parse(before.json) as SurveyInput, survey, path)
  const highest = Math.max(0, ...known.map(({ rev }) => rev))
  if (survey.rev > highest) return []
  const message = `is ${survey.rev}, which was never published, but ${highest} was. Raise "rev" above ${highest}.`
  return [{ path: `${path}.rev`, code: 'rev_back', message }]
}

function changeOf(
  { survey, rev, hash, json }: Definition,
  known: readonly PublishedDefinition[],
): PublishedSurvey['change'] {
  const own = known.filter((each) => each.survey === survey)
  const before = lastOf(own, rev)
  if (!before) return own.length === 0 ? 'new' : 'new rev'
  if (before.hash !== hash) return 'reworded'
  return before.json === json ? 'unchanged' : 'edited'
}
