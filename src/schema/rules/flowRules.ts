import { nearest } from '../nearest.ts'
import type { PlainObject } from '../plainCopy.ts'
import type { Step } from '../problem.ts'
import { answerRule } from './answerRule.ts'
import { listIn, objectOf, questionsOf, type Report, textOf } from './report.ts'

/** Where a run ends; no question may have this id. */
const END = 'end'

/** Order, branches and conditions: every id exists once, every way ends, every question can be met. */
export function flowRules(survey: PlainObject, report: Report): void {
  const questions = questionsOf(survey)
  const ids = questions.map(({ id }) => id)

  questions.forEach(({ question, steps, id }, index) => {
    const first = ids.indexOf(id)
    if (id !== '' && first < index) {
      const message = `is the id of questions[${first}] too; each question needs its own.`
      report.error([...steps, 'id'], 'duplicate_id', message, free(id, ids))
    }
    if (id === END)
      report.error(
        [...steps, 'id'],
        'reserved_id',
        '"end" is where a branch closes the survey; choose another id.',
      )

    const until = (last: number) => questions.slice(0, last).map((each) => each.question)
    const rules = (list: PlainObject[string] | undefined, place: Step[], last: number) => {
      listIn(list).forEach((rule, at) => {
        answerRule(objectOf(rule), [...steps, ...place, at], until(last), ids, report)
      })
    }
    rules(question.showIf, ['showIf'], index)
    rules(objectOf(question.comment).showIf, ['comment', 'showIf'], index + 1)
    let settled = false
    listIn(question.next).forEach((each, at) => {
      const branch = objectOf(each)
      rules(branch.when, ['next', at, 'when'], index + 1)
      if (settled) {
        const message = 'is never taken: a branch before it has no condition.'
        report.warn([...steps, 'next', at], 'dead_branch', message)
      }
      settled ||= listIn(branch.when).length === 0
      const goal = textOf(branch.goTo)
      if (goal !== undefined && goal !== END && !ids.includes(goal)) {
        const message = `goes to ${JSON.stringify(goal)}, which is no question of this survey (nor "end").`
        report.error(
          [...steps, 'next', at, 'goTo'],
          'unknown_question',
          message,
          nearest(goal, [...ids, END]),
        )
      }
    })
    gating(question, steps, questions, report)
  })
  ways(questions, ids, report)
}

/** A free id like the taken one: `why` → `why-2`. */
function free(id: string, ids: readonly string[]): string {
  let number = 2
  while (ids.includes(`${id}-${number}`)) number++
  return `${id}-${number}`
}

/** Follows every way through the survey, whatever is answered: loops, and questions that no way meets. */
function ways(questions: ReturnType<typeof questionsOf>, ids: readonly string[], report: Report): void {
  const nextOf = (index: number): { goal: number; steps?: Step[] }[] => {
    const { question, steps } = questions[index]!
    const branches = listIn(question.next).map(objectOf)
    const ends = branches.findIndex((branch) => listIn(branch.when).length === 0)
    const goals = branches.slice(0, ends < 0 ? branches.length : ends + 1).map(({ goTo }, at) => {
      const goal = goTo === END ? questions.length : ids.indexOf(textOf(goTo) ?? '')
      return { goal, steps: [...steps, 'next', at, 'goTo'] }
    })
    // Without a branch that always holds, and when `showIf` skips the question, the next in order follows.
    const fallsThrough = ends < 0 || listIn(question.showIf).length > 0
    return fallsThrough ? [...goals, { goal: index + 1 }] : goals
  }

  const met = new Set<number>()
  const reported = new Set<string>()
  const follow = (index: number, way: readonly number[]): void => {
    met.add(index)
    const path = [...way, index]
    for (const { goal } of nextOf(index)) {
      if (goal < 0 || goal >= questions.length) continue
      if (!path.includes(goal)) {
        if (!met.has(goal)) follow(goal, path)
        continue
      }
      // A circle has at least one step back, and only a branch leads back: that is the place to mend.
      const loop = [...path.slice(path.indexOf(goal)), goal]
      const back = loop.findIndex((from, at) => at + 1 < loop.length && (loop[at + 1] ?? 0) <= from)
      const steps = nextOf(loop[back] ?? 0).find((way) => way.goal === loop[back + 1] && way.steps)?.steps
      if (!steps || reported.has(steps.join())) continue
      reported.add(steps.join())
      const names = loop.map((each) => ids[each]).join(' → ')
      report.error(steps, 'loop', `leads round in a circle: ${names}. Every run must come to an end.`)
    }
  }
  if (questions.length > 0) follow(0, [])
  // A branch to an unknown question hides a way: first that one must be put right.
  const hidden = questions.some((_, index) => nextOf(index).some(({ goal }) => goal < 0))
  questions.forEach(({ steps }, index) => {
    if (!met.has(index) && !hidden)
      report.error(steps, 'unreachable', 'is never asked: every way branches past it.')
  })
}

/** A review link for the happy only is review gating, which review sites and consumer law object to. */
function gating(
  question: PlainObject,
  steps: readonly Step[],
  questions: ReturnType<typeof questionsOf>,
  report: Report,
): void {
  if (question.type !== 'link') return
  const scores = listIn(question.showIf).filter((rule) => {
    const asked = questions.find(({ id }) => id === objectOf(rule).question)?.question.type
    return ['nps', 'csat', 'ces', 'rating', 'emotion'].includes(textOf(asked) ?? '')
  })
  if (scores.length > 0) {
    const message =
      'is offered by score. If it leads to public reviews, that is review gating, which review sites forbid: offer it to all or to none.'
    report.warn([...steps, 'showIf'], 'review_gating', message)
  }
}
