import { built } from '../sql/built.ts'
import { DIALECTS } from '../sql/dialects.ts'
import { createCalls, type Port } from './createCalls.ts'
import { createLive } from './createLive.ts'
import { drawReport } from './drawReport.ts'
import type { Asked, Lent, LiveSettings } from './LiveCalls.ts'

/**
 * Counts and draws for who is at the other end of a port, and reads what it counts from there. One thing at a time: while
 * a report is drawn, whoever asks waits.
 */
export function serveLive(port: Port, { segments, programme, dialect }: LiveSettings): void {
  /** The collector's clock, as it was when the last records were read. */
  let nowMs = 0
  let readAt = 0
  const now = () => nowMs + (performance.now() - readAt)
  const live = createLive({
    segments,
    now,
    store: {
      after: async (cursor, limit) => {
        const page = await calls.ask('after', cursor, limit)
        nowMs = page.nowMs
        readAt = performance.now()
        return page
      },
      end: () => calls.ask('end'),
      sql: {
        ...DIALECTS[dialect],
        // statements are built here, and run there
        run: async (statements, options) => (await calls.ask('run', statements.map(built), options)) as never,
      },
    },
    failed: (message) => void calls.ask('failed', message),
    recounted: (blocks, reason) => void calls.ask('recounted', blocks, reason),
  })
  const asked: Asked = {
    follow: () => live.follow(),
    async glance(filter, waitMs) {
      const progress = await live.look(waitMs)
      return {
        progress,
        choices: live.choices(filter.mode),
        matching: live.count(filter),
        without: live.without(filter),
        ...live.version(),
      }
    },
    async draw(wanted) {
      await live.look(0) // something is counted, or it is said why not
      return drawReport(live, programme, wanted, now)
    },
    stop: () => live.stop(),
  }
  const calls = createCalls<Lent, Asked>(port, asked)
}
