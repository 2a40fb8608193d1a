import { setTimeout as sleep } from 'node:timers/promises'
import type { Scene } from './openScene.ts'

export interface Row {
  what: string
  /** From a new profile to the last delivery. The server is well whenever a page starts for the first time. */
  play(scene: Scene): Promise<void>
}

/** Ten taps while nobody listens, 20 s, then the page is left and the browser closed: whoever can has them on the disk. */
async function backlog(scene: Scene): Promise<void> {
  await scene.open()
  await scene.recorder.down()
  await scene.tap()
  await sleep(20_000)
  await scene.leave()
  await sleep(1000)
  await scene.quit()
}

const killedAfter = (ms: number) => async (scene: Scene) => {
  await scene.open()
  await scene.recorder.down()
  await scene.tap()
  await sleep(ms)
  await scene.kill()
  await scene.recorder.up()
  await scene.open()
  await scene.settle()
}

/** From before the first tap until so long after the last: on a busy machine an SDK may be late to send. */
const spellOf = (weather: Parameters<Scene['recorder']['set']>[0]) => async (scene: Scene) => {
  await scene.open()
  scene.recorder.set(weather)
  await scene.tap()
  await sleep(5000)
  await scene.settle()
}

/** What happens, by its letter. `0` comes first: where it is not whole, the lab is wrong, not the SDK. */
export const ROWS: { readonly [letter: string]: Row } = {
  0: {
    what: 'nothing happens',
    async play(scene) {
      await scene.open()
      await scene.tap()
      await scene.settle()
    },
  },
  A: { what: 'server unreachable; SIGKILL 2.5 s after the last tap; restart', play: killedAfter(2500) },
  B: { what: 'the same, SIGKILL after 20 s', play: killedAfter(20_000) },
  C: {
    what: 'the same, page left after 2 s and the browser closed in good order',
    async play(scene) {
      await scene.open()
      await scene.recorder.down()
      await scene.tap()
      await sleep(2000)
      await scene.leave()
      await sleep(1000)
      await scene.quit()
      await scene.recorder.up()
      await scene.open()
      await scene.settle()
    },
  },
  D: {
    what: 'a backlog of 20 s; SIGKILL while it is being sent; restart',
    async play(scene) {
      await backlog(scene)
      scene.recorder.set('slow')
      await scene.recorder.up()
      await scene.open()
      if (!(await scene.untilSent(20_000))) {
        await scene.nudge()
        await scene.untilSent(10_000)
      }
      await sleep(1500)
      await scene.kill()
      scene.recorder.set('well')
      await scene.open()
      await scene.settle()
    },
  },
  E: {
    what: 'server slow (3 s); SIGKILL 1 s after the last tap; restart',
    async play(scene) {
      await scene.open()
      scene.recorder.set('slow')
      await scene.tap()
      await sleep(1000)
      await scene.kill()
      scene.recorder.set('well')
      await scene.open()
      await scene.settle()
    },
  },
  F: { what: '503 until 5 s after the last tap, page stays open', play: spellOf('unavailable') },
  G: { what: '429 with `Retry-After: 2` as long, page stays open', play: spellOf('limited') },
  H: { what: 'taken in, and the answer lost, as long; page stays open', play: spellOf('lost-ack') },
  I: {
    what: 'a backlog of 20 s, then two windows opened at once',
    async play(scene) {
      await backlog(scene)
      await scene.recorder.up()
      await scene.open(2)
      await scene.settle()
    },
  },
}
