import type { Answers } from './flow.ts'
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
  /** On to the question of that id; without one, to the end. */
  | { readonly type: 'next'; readonly to: string | undefined }
  | { readonly type: 'back' }
  | { readonly type: 'kept'; readonly kept: Kept }
  | { readonly type: 'retry' }
  | { readonly type: 'sent' }

/** Id of the question that is open. */
export const openQuestion = (run: Walk): string => run.path[run.path.length - 1]!

function asked(run: Run, event: RunEvent): Run {
  const { path, answers } = run
  const open = openQuestion(run)
  if (event.type === 'answer') return { ...run, answers: { ...answers, [open]: event.answer } }
  if (event.type === 'next')
    return event.to ? { ...run, path: [...path, event.to] } : { status: 'keeping', path, answers }
  if (event.type !== 'back' || path.length < 2) return run
  const { [open]: _beyond, ...rest } = answers // only what is on the path counts
  return { ...run, path: path.slice(0, -1), answers: rest }
}

/** An event that makes no sense in a status returns the same run. */
export function advance(run: Run, event: RunEvent): Run {
  const { status, path, answers } = run
  if (status === 'asking') return asked(run, event)
  if (status === 'keeping' && event.type === 'kept')
    return event.kept === 'failed'
      ? { status: 'failed', path, answers }
      : { status: 'thanked', kept: event.kept, path, answers }
  if (status === 'failed' && event.type === 'retry') return { status: 'keeping', path, answers }
  return status === 'thanked' && event.type === 'sent' ? { ...run, kept: 'sent' } : run
}
