import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engineNamed } from '../../browser/harness/engineNamed.ts'
import { type EngineName, serve } from '../../browser/harness/index.ts'
import { KEY, startCollector } from './collector.ts'
import { pageHtml } from './page.ts'
import { type Tap, type ThanksTimes, thanksScript } from './thanksPage.ts'
import { type Typical, typical } from './typical.ts'

const LIMIT_MS = 3_600_000

export interface ThanksFigures {
  /** Milliseconds from a tap to the thanks on the card, with a healthy server and no other load of the lab. */
  taps: number
  thanksMs: Typical
  /** What lies between, of the same taps. */
  partsMs: { before: Typical; write: Typical; after: Typical }
  /** The same taps in the moment in which the card is there: the record of the impression is written first. */
  hastyMs: Typical
  /** One strict `put` into a database of its own, by turns with the taps. */
  bareMs: Typical
}

/** Measures taps of the built SDK against the built collector, without a driver in between. */
export async function thanksRun(
  name: EngineName,
  taps: number,
  build: { sdk: string; main: string },
): Promise<ThanksFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'pulso-thanks-'))
  let tell: (times: ThanksTimes | { error: string }) => void
  const told = new Promise<ThanksTimes | { error: string }>((resolve) => {
    tell = resolve
  })
  const site = await serve({
    '/': pageHtml,
    '/sdk/': { folder: build.sdk },
    '/told': ({ body }, response) => {
      tell(JSON.parse(body))
      response.writeHead(204).end()
    },
  })
  const collector = await startCollector({
    main: build.main,
    database: join(folder, 'records.db'),
    origins: [site.origin],
  })
  site.route('/page.js', thanksScript({ endpoint: `${collector.url}/v1/records`, key: KEY, taps }))
  const browser = await engineNamed(name).open()
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    await browser.newPage(site.origin)
    const tooLong = new Promise<{ error: string }>((resolve) => {
      timer = setTimeout(() => resolve({ error: 'The page took longer than an hour.' }), LIMIT_MS)
    })
    const times = await Promise.race([told, tooLong])
    if ('error' in times) throw new Error(times.error)
    const { person, hasty, bare } = times
    const part = (which: Exclude<keyof Tap, 'writes'>) => typical(person.map((tap) => tap[which]))
    return {
      taps: person.length,
      thanksMs: part('total'),
      partsMs: { before: part('before'), write: part('write'), after: part('after') },
      hastyMs: typical(hasty.map(({ total }) => total)),
      bareMs: typical(bare),
    }
  } finally {
    clearTimeout(timer)
    await browser.close()
    await collector.kill()
    await site.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
