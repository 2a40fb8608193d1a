import { SingleBar } from 'cli-progress'

export interface ProgressBar {
  update(done: number, note: string): void
  stop(): void
}

/** A bar on a terminal; elsewhere one line for each twentieth of the way. */
export function showProgress(what: string, total: number, first = 0): ProgressBar {
  if (process.stderr.isTTY) {
    const bar = new SingleBar({
      format: `${what} {bar} {value}/{total} · {note} · {duration_formatted} · {eta_formatted} left`,
      hideCursor: true,
    })
    bar.start(total, first, { note: '' })
    return { update: (done, note) => bar.update(done, { note }), stop: () => bar.stop() }
  }
  let told = Math.floor((first / total) * 20)
  return {
    update(done, note) {
      const now = Math.floor((done / total) * 20)
      if (now > told) process.stderr.write(`${what} ${done}/${total} · ${note}\n`)
      told = now
    },
    stop: () => {},
  }
}
