import type { SurveyInput } from '@pulso/web/schema'

type Question = SurveyInput['questions'][number]

/** Why a list of surveys is not published. */
export interface PublishProblem {
  /** Where it is: `surveys[0].questions[1].points`. */
  path: string
  code: string
  message: string
  suggestion?: string
}

/**
 * What makes answers given before and after an edit answers to different things, though both carry the same rev: a question
 * removed or retyped, another scale or role, an option taken away, another kind, audience or touchpoint. New wordings are
 * told apart by the definition hash, and pass.
 *
 * @param path - where the survey stands in what is published.
 */
export function breakingEdits(before: SurveyInput, after: SurveyInput, path: string): PublishProblem[] {
  const problems: PublishProblem[] = []
  const say = (place: string, code: string, message: string) =>
    problems.push({ path: `${path}${place}`, code, message: `${message} ${raiseRev(after)}` })

  for (const [place, was, is] of meaningOf(before, after))
    if (was !== is) say(`.${place}`, 'changed_meaning', `was ${shown(was)}, and is ${shown(is)}.`)

  for (const old of before.questions) {
    const index = after.questions.findIndex(({ id }) => id === old.id)
    const question = after.questions[index]
    if (question === undefined) {
      say('.questions', 'removed_question', `the question ${shown(old.id)} is gone.`)
      continue
    }
    const at = `.questions[${index}]`
    if (question.type !== old.type) {
      say(
        `${at}.type`,
        'retyped_question',
        `${shown(old.id)} was of type ${shown(old.type)}, and is of type ${shown(question.type)}.`,
      )
      continue
    }
    const [was, is] = [scaleOf(old), scaleOf(question)]
    if (was !== is) say(at, 'changed_scale', `the scale of ${shown(old.id)} was ${was}, and is ${is}.`)
    const lost = optionsOf(old).filter((option) => !optionsOf(question).includes(option))
    if (lost.length > 0)
      say(`${at}.choices`, 'changed_scale', `${shown(old.id)} lost ${lost.map(shown).join(', ')}.`)
    if (question.role !== old.role)
      say(
        `${at}.role`,
        'changed_role',
        `the role of ${shown(old.id)} was ${shown(old.role)}, and is ${shown(question.role)}.`,
      )
  }
  return problems
}

const raiseRev = ({ rev }: SurveyInput) => `Raise "rev" to ${rev + 1}, or take the edit back.`

const shown = (value: unknown) => (value === undefined ? 'none' : JSON.stringify(value))

/** What is never pooled, whatever the questions say. */
function meaningOf(before: SurveyInput, after: SurveyInput): [place: string, was: unknown, is: unknown][] {
  return [
    ['kind', before.kind, after.kind],
    ['audience', before.audience ?? 'customer', after.audience ?? 'customer'],
    ['touchpoint.id', before.touchpoint.id, after.touchpoint.id],
    ['touchpoint.phase', before.touchpoint.phase, after.touchpoint.phase],
    ['touchpoint.channel', before.touchpoint.channel ?? 'web', after.touchpoint.channel ?? 'web'],
    ['touchpoint.stage', before.touchpoint.stage ?? 'front', after.touchpoint.stage ?? 'front'],
  ]
}

/** The steps that an answer is given on, in words; types with one scale for all need none. */
function scaleOf(question: Question): string {
  switch (question.type) {
    case 'rating': {
      const { display = 'numbers', points = display === 'thumbs' ? 2 : 5 } = question
      return `${points} points as ${display}`
    }
    case 'agreement':
      return `${question.points ?? 5} points`
    case 'choice':
      return question.multiple ? 'several options' : 'one option'
    default:
      return ''
  }
}

function optionsOf(question: Question): string[] {
  if (question.type !== 'choice') return []
  return [...question.choices.map(({ id }) => id), ...(question.other ? ['other'] : [])]
}
