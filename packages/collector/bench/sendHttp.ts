import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'undici'
import { recordOf } from './recordOf.ts'
import { type Figures, measure, recordsOf, type Work } from './work.ts'

/** How soon a batch that was refused with 503 is sent again, in milliseconds; pages wait longer. */
const AGAIN_MS = 250

/** Posts batches to one or several collectors (URLs, with commas between) in turn, over connections that stay open. Bodies are made before. */
export async function sendHttp(where: string, work: Work): Promise<Figures> {
  const urls = where.split(',')
  const bodies: Buffer[] = []
  for (let from = 0; from < recordsOf(work); from += work.batch) {
    const items = Array.from({ length: work.batch }, (_, place) => recordOf(work.seed, from + place))
    bodies.push(
      Buffer.from(JSON.stringify({ v: 1, key: 'shop', sentAt: Date.now(), batch: `${from}`, items })),
    )
  }
  const clients = Array.from({ length: work.atOnce }, (_, lane) => new Client(urls[lane % urls.length] ?? ''))
  const headers = { 'content-type': 'text/plain;charset=UTF-8', origin: 'https://shop.example' }
  let refused = 0
  const figures = await measure(work, async (place, lane) => {
    for (;;) {
      const reply = await clients[lane]!.request({
        path: '/v1/records',
        method: 'POST',
        headers,
        body: bodies[place]!,
      })
      const text = await reply.body.text()
      const { ok, dup } = JSON.parse(text) as { ok: string[]; dup: string[] }
      if (reply.statusCode === 200 && ok.length + dup.length === work.batch) return
      if (reply.statusCode !== 503) throw new Error(`${reply.statusCode}: ${text}`)
      refused += 1
      await sleep(AGAIN_MS)
    }
  })
  await Promise.all(clients.map((client) => client.close()))
  return { ...figures, refused }
}
