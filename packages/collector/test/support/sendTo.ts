import { type AnyRecord, answered } from './records.ts'
import { postRecords } from './runCommand.ts'

/** Five records; the first is an unhappy answer. */
const five = (): AnyRecord[] => Array.from({ length: 5 }, (_, n) => answered({}, { value: n === 0 ? 2 : 9 }))

/** Sends records until it is told to stop; what was not acknowledged is sent again. */
export function sendTo(address: () => string, make: () => AnyRecord[] = five) {
  const acked: AnyRecord[] = []
  let isOpen = true
  const done = (async () => {
    let items: AnyRecord[] = []
    while (isOpen || items.length > 0) {
      if (items.length === 0) items = make()
      try {
        const { ok, dup } = await postRecords(address(), items)
        if (ok.length + dup.length === items.length) {
          acked.push(...items)
          items = []
        }
      } catch {
        // it was killed: the next one is asked
      }
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })()
  return {
    acked,
    async stop() {
      isOpen = false
      await done
    },
  }
}
