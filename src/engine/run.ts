import { type Answers, nextQuestion, type WrittenQuestion } from './flow.ts'
import type { Answer, Kept } from './ports.ts'

interface Walk {
  /** Ids of the questions that were open, oldest first; the last is open now. Never empty. */
  readonly path: readonly string[]
  readonly answers: Answers
}

/** Where one presentation of a survey stands. */
export type Run = Walk &
  (
    | { readonly status: 'asking' }
    /** All is answered; the records are on their way to a safe place. */
    | { readonly status: 'keeping' }
    /** Neither the device nor the server has them. */
    | { readonly status: 'failed' }
    | { readonly status: 'thanked'; readonly kept: 'device' | 'sent' }
  )

export type RunEvent =
  | { readonly type: 'answer'; readonly answer: Answer }
  | { readonly type: 'next' }
  | { readonly type: 'back' }
  | { readonly type: 'kept'; readonly kept: Kept }
  | { readonly type: 'retry' }
  | { readonly type: 'sent' }

/** Id of the question that is open. */
export const openQuestion = (run: Walk): string => run.path.at(-1)!

/** Only questions on the path count, so that going back forgets what was answered beyond. */
function back(run: Run): Run {
  if (run.path.length < 2) return run
  const path = run.path.slice(0, -1)
  const answers: { [id: string]: Answer } = {}
  for (const id of path) if (run.answers[id]) answers[id] = run.answers[id]
  return { ...run, path, answers }
}

/** An event that makes no sense in a status returns the same run. */
export function advance(run: Run, event: RunEvent, questions: readonly WrittenQuestion[]): Run {
  switch (run.status) {
    case 'asking': {
      if (event.type === 'answer')
        return { ...run, answers: { ...run.answers, [openQuestion(run)]: event.answer } }
      if (event.type === 'back') return back(run)
      if (event.type !== 'next') return run
      const next = nextQuestion(questions, run.path, run.answers)
      return next ? { ...run, path: [...run.path, next] } : { ...run, status: 'keeping' }
    }
    case 'keeping':
      if (event.type !== 'kept') return run
      return event.kept === 'failed'
        ? { ...run, status: 'failed' }
        : { ...run, status: 'thanked', kept: event.kept }
    case 'failed':
      return event.type === 'retry' ? { ...run, status: 'keeping' } : run
    case 'thanked':
      return event.type === 'sent' ? { ...run, kept: 'sent' } : run
  }
}
