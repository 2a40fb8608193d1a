import type { Pulso } from '../api.ts'
import { type Judgement, judge, reportToConsole } from './judge.ts'
import { createPanel } from './panel.ts'

/** What the panel looks at: the surveys as they were loaded, and the handle it shares with the page. */
export interface DebugApi {
  surveys(): readonly unknown[]
  pulso: Pick<Pulso, 'explain' | 'show' | 'on' | 'reset'>
  mode: 'live' | 'test'
}

/**
 * Opens the debug panel and tells the console every mistake in the surveys. Loaded only where the host allows it and
 * the address has `?pulso=debug`; zod comes with it, and with nothing else in the page.
 *
 * @returns Removes the panel and its listeners.
 */
export function debug({ surveys, pulso, mode }: DebugApi): () => void {
  let judged: readonly unknown[] | undefined
  let judgements: Judgement[] = []
  const panel = createPanel({
    mode,
    judgements: () => judgements,
    explain: (id) => pulso.explain(id),
    show: (id) => pulso.show(id, { force: true }),
    reset: () => pulso.reset({ history: true }),
  })

  const check = () => {
    const loaded = surveys()
    if (loaded === judged || loaded.length === 0) return
    judged = loaded
    judgements = judge(loaded)
    reportToConsole(judgements)
  }
  check()
  panel.refresh()

  const undo = pulso.on('*', (data, event) => {
    check()
    panel.log(event, data)
    panel.refresh()
  })
  // Time passes and tabs share a history without an event here; coming back is when people look.
  const onVisible = () => panel.refresh()
  document.addEventListener('visibilitychange', onVisible)
  return () => {
    undo()
    document.removeEventListener('visibilitychange', onVisible)
    panel.destroy()
  }
}
