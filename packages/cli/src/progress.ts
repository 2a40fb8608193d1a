import { Presets, SingleBar } from 'cli-progress'
import type { Io } from './Io.ts'

/** How far a long run is. */
export interface Progress {
  /** `done` of the total, in the unit it was started with. */
  at(done: number): void
  stop(): void
}

/** A bar on stderr, where a person looks; nothing in a pipe, a log or a file. */
export function progress({ stderr }: Io, what: string, total: number): Progress {
  if (!stderr.isTTY || !(total > 0)) return { at: () => undefined, stop: () => undefined }
  const bar = new SingleBar(
    {
      stream: stderr as NodeJS.WriteStream,
      format: `${what} {bar} {percentage} % · {eta_formatted} to go`,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_grey,
  )
  bar.start(total, 0)
  return { at: (done) => bar.update(Math.min(done, total)), stop: () => bar.stop() }
}
