import type { Survey } from '@pulso/web/schema'
import type { LintFinding } from './lintProgramme.ts'
import { tooLong } from './tooLong.ts'

/**
 * Checks a survey for its length: the most questions that one person is asked whatever the answers are. What `showIf` asks
 * of some only does not count.
 */
export function lintSurvey({ id, questions }: Pick<Survey, 'id' | 'questions'>): LintFinding[] {
  const known = new Map<number, number>()
  const mostFrom = (index: number): number => {
    const question = questions[index]
    if (!question) return 0
    const ready = known.get(index)
    if (ready !== undefined) return ready
    known.set(index, 0) // a loop is an error of the survey, found by its own check
    const branches = question.next ?? []
    const last = branches.findIndex(({ when = [] }) => when.length === 0)
    const goals = (last === -1 ? branches : branches.slice(0, last + 1)).map(({ goTo }) =>
      goTo === 'end' ? questions.length : questions.findIndex((one) => one.id === goTo),
    )
    const isForSome = (question.showIf ?? []).length > 0
    if (last === -1 || isForSome) goals.push(index + 1)
    const most = (isForSome ? 0 : 1) + Math.max(...goals.map(mostFrom))
    known.set(index, most)
    return most
  }
  return tooLong({ survey: id, questions: mostFrom(0) })
}
