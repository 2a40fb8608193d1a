import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CollectorProcess, rowsOf, startCollector } from './collector.ts'
import { createSenders, ORIGIN } from './createSenders.ts'
import { canMount, copyImage, type Disk, mount, mountNew } from './disk.ts'
import { createRandom } from './random.ts'

export interface CollectorCutsOptions {
  cuts: number
  seed: number
  main: string
  folder: string
  isOver?: (() => boolean) | undefined
}

/** Copies the disk of a collector while it writes, and says how many records it had acknowledged that are not in the copy. */
export async function collectorCuts({ cuts, seed, main, folder, isOver }: CollectorCutsOptions) {
  const result = { cuts: 0, cutLost: 0 }
  if (cuts === 0 || !(await canMount(folder))) return result
  const senders = createSenders()
  const [live, copy] = [join(folder, 'live.img'), join(folder, 'cut.img')]
  const path = (root: Disk) => join(root.folder, 'collector.db')
  let collector: CollectorProcess | undefined
  let disk: Disk | undefined
  try {
    while (result.cuts < cuts && !isOver?.()) {
      const random = createRandom(seed, 'collector cut', result.cuts)
      senders.forget()
      disk = await mountNew(live, join(folder, 'disk'), 64)
      collector = await startCollector({ main, database: path(disk), origins: [ORIGIN] })
      let over = false
      const posting = senders.post(collector.url, random, () => over)
      await sleep(50 + random() * 300)
      process.kill(collector.pid, 'SIGSTOP')
      const before = [...senders.acked]
      await copyImage(live, copy)
      await collector.kill()
      collector = undefined
      over = true
      await posting
      await disk.unmount()
      disk = await mount(copy, join(folder, 'disk'))
      const found = new Set(rowsOf(path(disk), true).map(({ id }) => id))
      result.cutLost += before.filter((id) => !found.has(id)).length
      await disk.unmount()
      disk = undefined
      result.cuts++
    }
    return result
  } finally {
    await collector?.kill()
    await disk?.unmount()
  }
}
