import type { PulsoRecord } from '@pulso/web/schema'
import { checkRecord } from '../aggregate/checkRecord.ts'
import { scaleOf } from '../aggregate/scaleOf.ts'
import type { Audience } from '../contract/Metric.ts'
import { createRoom } from './createRoom.ts'
import { personHash } from './personHash.ts'

/** One answer of a person, as far as a report needs it. */
export interface PersonAnswer {
  run: string
  at: number
  seq: number
  touchpoint: string
  phase: 'before' | 'during' | 'after'
  kind: 'transactional' | 'relational'
  audience: Audience
  wording: string
  question: string
  type: string
  role?: string
  dimension?: string
  points?: number
  /** A step of the scale, or what was picked of a list. */
  value: number | readonly string[]
}

/** Something a person wrote, with the score it was given beside. */
export interface Comment {
  run: string
  touchpoint: string
  audience: Audience
  question: string
  type: string
  points?: number
  at: number
  text: string
  score: number | null
  /** Name the same person gave as a contact, to be masked. */
  name?: string
}

/** How much is kept. */
export interface PeopleOptions {
  /** Persons whose answers are kept, at most. @defaultValue `20_000` */
  maxPersons?: number
  /** Answers kept of one person; a shared device can have thousands. @defaultValue `60` */
  maxAnswers?: number
  /** Answers kept of all persons together. When there are more, half of the persons go. @defaultValue `200_000` */
  maxTotal?: number
  /** Comments kept by touchpoint and audience, the latest ones. @defaultValue `200` */
  maxComments?: number
  /** No record is later than this, milliseconds since 1970. @defaultValue not checked */
  latest?: number
}

/**
 * What needs persons and cannot be counted in cells: pairs of expectation and perception, moment and memory, drivers, and
 * what was written. One pass and bounded memory: of many persons it keeps a random sample, drawn by a hash of their ids,
 * so that all answers of a person are in it or none.
 */
export interface People {
  add(record: PulsoRecord): void
  /** Takes one line of NDJSON; what is no record is nothing here, the aggregate counts it. */
  addLine(line: string): void
  /** Answers by person id; without one, a run is a person of its own. */
  readonly persons: ReadonlyMap<string, readonly PersonAnswer[]>
  readonly comments: readonly Comment[]
  /** Comments seen. */
  readonly commented: number
  /** Share of the persons that is kept, 0–1. */
  readonly share: number
  /** Left out, by reason. */
  readonly excluded: Readonly<{ [reason: string]: number }>
}

const HASHES = 2 ** 32
/** Ids and wordings of a programme are few; what goes beyond is no programme. */
const MOST_TEXTS = 10_000

/** Starts with nobody. */
export function createPeople(options: PeopleOptions = {}): People {
  const { maxPersons = 20_000, maxAnswers = 60, maxTotal = 200_000 } = options
  const { maxComments = 200, latest = Infinity } = options
  const persons = new Map<string, PersonAnswer[]>()
  const rooms = new Map<string, ReturnType<typeof createRoom<Comment>>>()
  const names = new Map<string, string>()
  const excluded: { [reason: string]: number } = {}
  const texts = new Map<string, string>()
  let below = HASHES
  let kept = 0
  let commented = 0

  /** One copy of a text that many answers have: a parser makes a new one for each. */
  const shared = <Text extends string>(text: Text): Text => {
    const known = texts.get(text)
    if (known === undefined && texts.size < MOST_TEXTS) texts.set(text, text)
    return (known as Text | undefined) ?? text
  }

  /** Halves the sample by lowering the hash under which one is in it; who is out can never come back in. */
  const halve = (): void => {
    const hashes = [...persons.keys()].map(personHash).sort((a, b) => a - b)
    below = hashes[Math.floor(hashes.length / 2)]!
    for (const [person, answers] of persons)
      if (personHash(person) >= below) {
        persons.delete(person)
        kept -= answers.length
      }
  }

  const keep = (person: string, answer: PersonAnswer): void => {
    let answers = persons.get(person)
    if (!answers) {
      answers = []
      persons.set(person, answers)
    }
    const known = answers.findIndex(({ run, question }) => run === answer.run && question === answer.question)
    if (known !== -1) {
      if (answer.seq > answers[known]!.seq) answers[known] = answer
    } else if (answers.length >= maxAnswers)
      excluded['too many answers of one person'] = (excluded['too many answers of one person'] ?? 0) + 1
    else {
      const last = answers.at(-1)
      if (last?.run === answer.run) answer.run = last.run
      answers.push(answer)
      kept += 1
      if (persons.size > maxPersons || (kept > maxTotal && persons.size > 1)) halve()
    }
  }

  function add(record: PulsoRecord): void {
    if (record.mode === 'test' || record.type !== 'answered') return
    const { run, at, seq, survey, touchpoint, question, value } = record
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && !('positive' in value)) {
      if (value.name !== undefined && names.size < maxPersons) names.set(run, value.name)
      return
    }
    const scaled = typeof value === 'number' && scaleOf(question) !== undefined
    const picked = Array.isArray(value)
      ? value
      : question.type === 'choice' && typeof value === 'string'
        ? [value]
        : undefined
    const person = record.person ?? `run:${run}`
    if ((scaled || picked) && personHash(person) < below) {
      const answer: PersonAnswer = {
        run,
        at,
        seq,
        touchpoint: shared(touchpoint.id),
        phase: touchpoint.phase,
        kind: shared(survey.kind),
        audience: shared(survey.audience),
        wording: shared(question.instrument ?? survey.hash),
        question: shared(question.id),
        type: question.type,
        value: picked ?? (value as number),
      }
      if (question.role !== undefined) answer.role = question.role
      if (question.dimension !== undefined) answer.dimension = question.dimension
      if (question.points !== undefined) answer.points = question.points
      keep(person, answer)
    }
    const written =
      question.type === 'text' && typeof value === 'string' ? value : (record.comment ?? record.other)
    if (written === undefined || written.trim() === '') return
    commented += 1
    const place = `${touchpoint.id}\n${survey.audience}`
    let room = rooms.get(place)
    if (!room) rooms.set(place, (room = createRoom(maxComments, (comment) => comment.at)))
    room.put(`${run}\n${question.id}`, {
      ...{ run, touchpoint: touchpoint.id, audience: survey.audience, question: question.id, at },
      ...{ type: question.type, text: written.trim(), score: scaled ? (value as number) : null },
      ...(question.points !== undefined && { points: question.points }),
    })
  }

  return {
    add,
    addLine(line) {
      try {
        const record = checkRecord(JSON.parse(line), latest)
        if (typeof record !== 'string') add(record)
      } catch {
        // counted by the aggregate, under "no JSON"
      }
    },
    persons,
    get comments() {
      return [...rooms.values()]
        .flatMap((room) => room.latest())
        .map((comment) => {
          const name = names.get(comment.run)
          return name === undefined ? comment : { ...comment, name }
        })
    },
    get commented() {
      return commented
    },
    get share() {
      return below / HASHES
    },
    excluded,
  }
}
