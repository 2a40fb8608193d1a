import type { Mode } from '../Store.ts'

/** A list of surveys as it was published; the last one of its project and mode is served. */
export interface Publication {
  /** 1, 2, 3 … in each project and mode. */
  number: number
  /** Milliseconds since 1970. */
  published: number
  /** JSON of the list, each survey as it was written. */
  json: string
}

/** A survey in one wording of its questions: what an answer was given to that carries this rev and hash. */
export interface Definition {
  survey: string
  rev: number
  /** Definition hash of the questions. */
  hash: string
  /** JSON of the survey, as it was published last under this rev and hash. */
  json: string
}

export interface PublishedDefinition extends Definition {
  /** Numbers of the first and the last publication that it was in. */
  first: number
  last: number
}

/** Where published surveys rest: every publication, and every definition that was ever served. */
export interface PublicationStore {
  /** The publication that is served. */
  latest(project: string, mode: Mode): Promise<Publication | undefined>
  /** Every definition that was ever published, by survey, rev, and last publication. */
  definitions(project: string, mode: Mode): Promise<PublishedDefinition[]>
  /** Commits a publication with its definitions; `false`, and nothing was done, when its number is taken: somebody was faster. */
  publish(
    place: { project: string; mode: Mode },
    publication: Publication,
    definitions: readonly Definition[],
  ): Promise<boolean>
  /** Runs completed, by survey; those whose records were let go of since count on. A survey without one has no entry. */
  completions(project: string, mode: Mode, surveys: readonly string[]): Promise<Map<string, number>>
}
