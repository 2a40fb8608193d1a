import { InsightsError } from '../InsightsError.ts'
import type { Cell, CellKey, FlowCell } from './Cell.ts'
import type { OutcomeCell } from './OutcomeCell.ts'
import { placeName } from './placeName.ts'

type PlaceKey = FlowCell['key']

/** A question as a record holds it. */
type Asked = {
  [Name in 'role' | 'dimension' | 'facet']?: string | undefined
} & { id: string; type: string; points?: number | undefined }

/** The cells of an aggregate: each is found by its name, or made at once. */
export interface Table {
  /** The cell of a question at a place. `placeKey` is asked only when the cell is new. */
  answer(place: string, question: Asked, wording: string, placeKey: () => PlaceKey): Cell
  flow(place: string, placeKey: () => PlaceKey): FlowCell
  outcome(of: Pick<OutcomeCell, 'kind' | 'currency' | 'period'>): OutcomeCell
  /** The cell with a key that another table has made. */
  answerOf(key: CellKey): Cell
  flowOf(key: PlaceKey): FlowCell
  /** Cells with something in them, in order of appearance. */
  readonly answers: Cell[]
  readonly flows: FlowCell[]
  readonly outcomes: OutcomeCell[]
}

/**
 * Starts an empty table.
 *
 * @param maxCells - cells of all kinds together.
 * @throws {@link InsightsError} `too_many_cells` from whatever would make one more.
 */
export function createTable(maxCells: number): Table {
  const answers = new Map<string, Cell>()
  const flows = new Map<string, FlowCell>()
  const outcomes = new Map<string, OutcomeCell>()

  const reach = <Found>(map: Map<string, Found>, name: string, make: () => Found): Found => {
    let found = map.get(name)
    if (found === undefined) {
      if (answers.size + flows.size + outcomes.size >= maxCells)
        throw new InsightsError(
          'too_many_cells',
          `The aggregate has ${maxCells} cells. Use a longer period, fewer segments, or raise \`maxCells\`.`,
        )
      found = make()
      map.set(name, found)
    }
    return found
  }

  return {
    answer: (place, question, wording, placeKey) =>
      reach(answers, answerName(place, question, wording), () =>
        emptyCell(keyOf(placeKey(), question, wording)),
      ),
    flow: (place, placeKey) => reach(flows, place, () => emptyFlow(placeKey())),
    outcome: ({ kind, currency, period }) =>
      reach(outcomes, `${kind}\n${currency}\n${period}`, () => ({
        ...{ kind, currency, period, n: 0, sum: 0, valued: 0 },
      })),
    answerOf: (key) =>
      reach(answers, answerName(placeNameOf(key), { ...key, id: key.question }, key.wording), () =>
        emptyCell(key),
      ),
    flowOf: (key) => reach(flows, placeNameOf(key), () => emptyFlow(key)),
    get answers() {
      return [...answers.values()].filter(
        ({ counts, excluded }) => counts.size > 0 || Object.keys(excluded).length > 0,
      )
    },
    get flows() {
      return [...flows.values()].filter(
        ({ shown, responded, completed, dismissed }) => shown + responded + completed + dismissed > 0,
      )
    },
    get outcomes() {
      return [...outcomes.values()].filter(({ n }) => n > 0)
    },
  }
}

const emptyCell = (key: CellKey): Cell => ({ key, counts: new Map(), excluded: {} })

const emptyFlow = (key: PlaceKey): FlowCell => ({
  ...{ key, shown: 0, responded: 0, completed: 0, dismissed: 0 },
  reasons: {},
})

const answerName = (place: string, question: Asked, wording: string): string =>
  `${place}\n${question.id}\n${question.type}\n${wording}\n${question.role ?? ''}\n${question.dimension ?? ''}\n` +
  `${question.facet ?? ''}\n${question.points ?? ''}`

const placeNameOf = (key: PlaceKey): string =>
  placeName({ ...key, id: key.survey }, { ...key, id: key.touchpoint }, key.period, key.segments)

function keyOf(place: PlaceKey, question: Asked, wording: string): CellKey {
  const { role, dimension, facet, points } = question
  return {
    ...place,
    ...{ question: question.id, type: question.type, wording },
    ...(role !== undefined && { role }),
    ...(dimension !== undefined && { dimension }),
    ...(facet !== undefined && { facet }),
    ...(points !== undefined && { points }),
  }
}
