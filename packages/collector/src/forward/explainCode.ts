import { explain } from '@pulso/adapters'

/** What a sink's state, or a dead letter's code, means for people, with the next step; nothing when all is well. */
export function explainCode({
  sink,
  state,
  code,
}: {
  sink: string
  state: 'new' | 'ok' | 'waiting' | 'held' | 'dead'
  code: string | null
}): { message?: string } {
  if (code === null) return {}
  const status = state === 'dead' ? 'rejected' : state === 'held' ? 'held' : 'retry'
  return { message: explain(sink, { id: '', status, code }) }
}
