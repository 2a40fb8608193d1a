import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Served, type ServeOptions, serveCollector } from '../src/serve.ts'
import { tempFolder } from './support/openCollector.ts'
import { answered, batch, ORIGIN, PROJECTS, TOKEN } from './support/records.ts'

let folder: ReturnType<typeof tempFolder>
let databasePath: string
let served: Served
const start = async (over: Partial<ServeOptions> = {}) => {
  served = await serveCollector({ port: 0, databasePath, projects: PROJECTS, adminToken: TOKEN, ...over })
  return served
}
beforeEach(() => {
  folder = tempFolder()
  databasePath = join(folder.path, 'records.db')
})
afterEach(async () => {
  await served?.close()
  folder.remove()
})

const post = (body: BodyInit, init: RequestInit = {}) =>
  fetch(`${served.url}/v1/records`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/plain;charset=UTF-8', origin: ORIGIN },
    ...init,
  })
const storedIds = (): string[] => {
  const db = new Database(databasePath, { readonly: true })
  const ids = db.prepare<[], string>('SELECT id FROM records ORDER BY arrival').pluck().all()
  db.close()
  return ids
}
/** Writes to a bare socket and gives what came back until it closed. */
const talk = (write: (send: (text: string) => void) => void): Promise<string> =>
  new Promise((resolve) => {
    let heard = ''
    const socket = connect(served.port, '127.0.0.1', () => write((text) => socket.write(text)))
    socket.on('data', (data) => {
      heard += data
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
  })

describe('serveCollector', { timeout: 60_000 }, () => {
  it('stores 100 posts of one id at the same time as one row (reliability 47)', async () => {
    await start()
    const record = answered()
    const replies = await Promise.all(
      Array.from({ length: 100 }, async () => (await post(batch([record]))).json()),
    )
    expect(replies.filter(({ ok }) => ok.length === 1)).toHaveLength(1)
    expect(replies.filter(({ dup }) => dup[0] === record.id)).toHaveLength(99)
    expect(storedIds()).toEqual([record.id])
  })

  it('has the row in the file when the reply arrives', async () => {
    await start()
    for (let n = 0; n < 10; n += 1) {
      const record = answered()
      expect((await (await post(batch([record]))).json()).ok).toEqual([record.id])
      expect(storedIds().at(-1)).toBe(record.id)
    }
  })

  it('answers 413 to a body that is too large, declared or streamed, and goes on serving', async () => {
    await start()
    expect((await post(new Uint8Array(300 * 1024).fill(32))).status).toBe(413)
    const chunks = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let n = 0; n < 40; n += 1) controller.enqueue(new Uint8Array(64 * 1024).fill(32))
        controller.close()
      },
    })
    const streamed = await post(chunks, { duplex: 'half' } as RequestInit)
    expect([streamed.status, (await streamed.json()).error.code]).toEqual([413, 'too_large'])
    expect((await post(batch([answered()]))).status).toBe(200)
  })

  it('cuts off headers and bodies that never end, and stores nothing of them (slow loris)', async () => {
    await start({ requestTimeoutMs: 300, headersTimeoutMs: 200 })
    const body = batch([answered()])
    const head = `POST /v1/records HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n`
    const [slowBody, slowHead] = await Promise.all([
      talk((send) => send(head + body.slice(0, -5))),
      talk((send) => send('POST /v1/records HTTP/1.1\r\nHost: x\r\nX-Slow: ')),
    ])
    expect(slowBody).toMatch(/408|^$/)
    expect(slowHead).toMatch(/408|^$/)
    expect(storedIds()).toEqual([])
    expect((await post(batch([answered()]))).status).toBe(200)
  })

  it('stores nothing of a body that breaks off', async () => {
    await start()
    const body = batch([answered()])
    await new Promise<void>((resolve) => {
      const request = httpRequest(`${served.url}/v1/records`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain', 'content-length': body.length },
      })
      request.on('error', () => resolve())
      request.write(body.slice(0, -10), () => setTimeout(() => request.destroy(new Error('gone')), 30))
    })
    expect((await post(batch([answered()]))).status).toBe(200)
    expect(storedIds()).toHaveLength(1)
  })

  it('streams an export of thousands of records, each on its line, while others are written', async () => {
    await start()
    const sent: string[] = []
    for (let n = 0; n < 8; n += 1) {
      const items = Array.from({ length: 300 }, () => answered())
      sent.push(...items.map(({ id }) => id))
      expect((await post(batch(items))).status).toBe(200)
    }
    const response = await fetch(`${served.url}/v1/export.ndjson`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    })
    expect(response.headers.get('transfer-encoding')).toBe('chunked')
    const [text, reply] = await Promise.all([response.text(), post(batch([answered()]))])
    expect(reply.status).toBe(200)
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).record.id)
    expect(lines.slice(0, sent.length)).toEqual(sent)
  })

  it('finishes and commits what is under way when it is closed, then takes nothing more', async () => {
    await start()
    const record = answered()
    const body = batch([record])
    const reply = new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(
        `${served.url}/v1/records`,
        { method: 'POST', headers: { 'content-type': 'text/plain', 'content-length': body.length } },
        (response) => {
          response.resume()
          response.on('end', () => resolve(response.statusCode))
        },
      )
      request.on('error', reject)
      request.write(body.slice(0, 20), () =>
        setTimeout(() => {
          served.close()
          setTimeout(() => request.end(body.slice(20)), 50)
        }, 50),
      )
    })
    expect(await reply).toBe(200)
    await served.close()
    expect(existsSync(`${databasePath}-wal`)).toBe(false) // folded into the file
    expect(storedIds()).toEqual([record.id])
    await expect(post(batch([answered()]))).rejects.toThrow()
  })

  it('says that it is closing while it still takes what comes, for as long as a balancer needs to look', async () => {
    await start({ drainMs: 300 })
    const close = { headers: { connection: 'close' } }
    expect((await fetch(`${served.url}/readyz`, close)).status).toBe(200)
    const closed = served.close()
    const ready = await fetch(`${served.url}/readyz`, close)
    expect([ready.status, (await ready.json()).status]).toEqual([503, 'closing'])
    expect((await fetch(`${served.url}/healthz`, close)).status).toBe(200)
    const record = answered()
    expect((await (await post(batch([record]))).json()).ok).toEqual([record.id])
    await closed
    expect(storedIds()).toEqual([record.id])
  })

  it('limits requests by the network of the peer or, behind a proxy that is told of, of the visitor', async () => {
    await start({ rates: { address: { perSecond: 0.1, burst: 1 } }, trustedProxies: 1 })
    const via = async (address: string) =>
      (
        await post(batch([answered()]), {
          headers: { 'content-type': 'text/plain', origin: ORIGIN, 'x-forwarded-for': address },
        })
      ).status
    expect([await via('203.0.113.1'), await via('203.0.113.2'), await via('203.0.114.1')]).toEqual([
      200, 429, 200,
    ])
  })

  it('is not kept open by connections that are idle or never finish', async () => {
    await start({ graceMs: 200 })
    await (await post(batch([answered()]))).json() // fetch keeps this connection
    const stuck = talk((send) => send('POST /v1/records HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await served.close()
    await stuck
    expect(storedIds()).toHaveLength(1)
  })

  it('makes an admin token on the first run, in a file for its owner only, and keeps it', async () => {
    await served?.close()
    const { adminToken: _, ...rest } = { port: 0, databasePath, projects: PROJECTS, adminToken: undefined }
    served = await serveCollector(rest)
    const file = `${databasePath}.token`
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8').trim()).toBe(served.adminToken)
    expect(served.adminToken.length).toBeGreaterThan(40)
    const first = served.adminToken
    await served.close()
    served = await serveCollector(rest)
    expect(served.adminToken).toBe(first)
    writeFileSync(file, '\n')
    await expect(serveCollector(rest)).rejects.toMatchObject({ code: 'invalid_config' })
  })

  it('fails with the problem of the system when the port is taken, and leaves the database closed', async () => {
    await start()
    const other = join(folder.path, 'other.db')
    await expect(
      serveCollector({ port: served.port, databasePath: other, projects: PROJECTS, adminToken: TOKEN }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' })
    expect(existsSync(`${other}-wal`)).toBe(false)
  })

  it('leaves the globals of the process alone', async () => {
    const { Request: before } = globalThis
    await start()
    expect(globalThis.Request).toBe(before)
  })

  it('logs no body, no key and no address over a run of good and bad requests', async () => {
    const logged: string[] = []
    await start({ log: (event) => logged.push(JSON.stringify(event)) })
    const record = answered({ comment: 'a secret remark' })
    await post(batch([record]))
    await post(batch([{ ...record, comment: 'another secret' }]))
    await post(batch([answered({ comment: 'third secret', extra: 1 })]))
    await post('not json, a secret')
    await post(batch([record], { key: 'wrong-key' }))
    await post(batch([record]), { headers: { 'content-type': 'text/plain', origin: 'https://evil.example' } })
    expect(logged).toHaveLength(2)
    expect(logged.join()).not.toMatch(/secret|shop-key|wrong-key|127\.0\.0\.1|evil/)
  })
})
