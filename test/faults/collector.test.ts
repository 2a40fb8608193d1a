import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildCollector } from './lab/buildSdk.ts'
import { type CollectorProcess, rowsOf, startCollector } from './lab/collector.ts'
import { canMount, mountTmpfs } from './lab/disk.ts'
import { CACHE } from './lab/freezeBuild.ts'
import { aBatch, aRecord } from './lab/records.ts'

const ORIGIN = 'https://shop.example'
/** As many as one process may have open here; `npm run faults` is started with a higher limit where it can be. */
const SOCKETS = process.env.PULSO_FAULTS ? 10_000 : 1000

const built = join(CACHE, `collector-${process.pid}`)
let main: string
let folder: string
let database: string
let collector: CollectorProcess
beforeAll(async () => {
  main = await buildCollector(built)
})
afterAll(() => rmSync(built, { recursive: true, force: true }))
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pulso-collector-'))
  database = join(folder, 'collector.db')
  collector = await startCollector({ main, database, origins: [ORIGIN] })
})
afterEach(async () => {
  await collector.kill()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(`${collector.url}/v1/records`, {
    method: 'POST',
    body,
    headers: { origin: ORIGIN, 'content-type': 'text/plain', ...headers },
  })
const ids = (database: string) => rowsOf(database).map(({ id }) => id)
const port = () => Number(new URL(collector.url).port)
/** Memory of the collector, in MB. */
const memory = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${collector.pid}/status`, 'utf8'))?.[1]) / 1024

describe('the collector', () => {
  it(`answers a page while ${SOCKETS} connections are open and say nothing`, async () => {
    const sockets: Socket[] = []
    for (let n = 0; n < SOCKETS; n++) {
      const socket = connect(port(), '127.0.0.1')
      socket.on('error', () => {})
      sockets.push(socket)
      if (n % 200 === 0) await sleep(5)
    }
    const record = aRecord()
    const reply = await post(aBatch([record]))
    expect(((await reply.json()) as { ok: string[] }).ok).toEqual([record.id])
    for (const socket of sockets) socket.destroy()
    expect(ids(database)).toEqual([record.id])
  })

  it('answers a page while 200 others send their bodies a byte at a time', async () => {
    const sockets = Array.from({ length: 200 }, () => {
      const socket = connect(port(), '127.0.0.1')
      socket.on('error', () => {})
      socket.write(
        'POST /v1/records HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 200000\r\n\r\n{',
      )
      return socket
    })
    const record = aRecord()
    for (let n = 0; n < 5; n++) for (const socket of sockets) socket.write(' ')
    expect((await post(aBatch([record]))).status).toBe(200)
    for (const socket of sockets) socket.destroy()
    expect(ids(database)).toEqual([record.id])
  })

  it('unpacks no gzip bomb, and reads no body beyond its limit, whatever length it claims', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))
    const before = memory()
    expect((await post(bomb, { 'content-encoding': 'gzip' })).status).toBe(415)
    for (const length of ['10000000000', undefined]) {
      const said = await new Promise<string>((resolve) => {
        let heard = ''
        const socket = connect(port(), '127.0.0.1')
        const head = length ? `content-length: ${length}` : 'transfer-encoding: chunked'
        socket.write(`POST /v1/records HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\n${head}\r\n\r\n`)
        const chunk = 'x'.repeat(65_536)
        const pour = () => {
          if (!socket.destroyed && !heard)
            socket.write(length ? chunk : `10000\r\n${chunk}\r\n`, () => setImmediate(pour))
        }
        pour()
        socket.on('data', (data) => {
          heard += data
          socket.destroy()
        })
        socket.on('error', () => {})
        socket.on('close', () => resolve(heard))
      })
      expect(said.slice(0, 12)).toBe('HTTP/1.1 413')
    }
    expect(memory() - before).toBeLessThan(100)
    const record = aRecord()
    expect((await post(aBatch([record]))).status).toBe(200)
  })

  it('says 503 on a full disk, has every row that it acknowledged, and goes on when there is room', async ({
    skip,
  }) => {
    if (!(await canMount(folder))) skip('no root, or no loop devices: a small disk cannot be made here')
    await collector.kill()
    const disk = join(folder, 'small')
    const unmount = await mountTmpfs(disk, 4)
    try {
      const small = join(disk, 'collector.db')
      collector = await startCollector({ main, database: small, origins: [ORIGIN] })
      const acked: string[] = []
      let refused = 0
      for (let n = 0; n < 400 && refused < 3; n++) {
        const items = Array.from({ length: 10 }, () => aRecord(9, { comment: 'x'.repeat(5000) }))
        const reply = await post(aBatch(items))
        if (reply.status === 200) acked.push(...((await reply.json()) as { ok: string[] }).ok)
        else {
          expect(reply.status).toBe(503)
          expect(reply.headers.get('retry-after')).toBeTruthy()
          refused++
        }
      }
      expect(refused).toBe(3)
      expect(ids(small)).toEqual(expect.arrayContaining(acked))
      await collector.kill()
      expect(ids(small)).toEqual(expect.arrayContaining(acked))
    } finally {
      await unmount()
    }
  })

  it('ends in good order in the middle of a flood: all that it acknowledged is there, and nothing is doubled after the restart', async () => {
    const acked = new Set<string>()
    const left: string[] = []
    let over = false
    const send = async (body: string) => {
      const reply = await post(body)
      const { ok, dup } = (await reply.json()) as { ok: string[]; dup: string[] }
      if (reply.status === 200) for (const id of [...ok, ...dup]) acked.add(id)
      else left.push(body)
    }
    const flood = Array.from({ length: 8 }, async () => {
      while (!over) {
        const body = aBatch([aRecord(), aRecord()])
        await send(body).catch(() => left.push(body))
      }
    })
    await sleep(400)
    over = true
    await collector.stop()
    await Promise.all(flood)
    expect(acked.size).toBeGreaterThan(0)
    collector = await startCollector({ main, database, origins: [ORIGIN] })
    for (const body of left) await send(body)
    expect(ids(database).sort()).toEqual([...acked].sort())
  })

  it('keeps the first of two bodies under one id, in whatever order and however often they come', async () => {
    const first = aRecord(9)
    await post(aBatch([first]))
    const others = Array.from({ length: 50 }, (_, n) => ({ ...first, value: n % 9 }))
    const replies = await Promise.all(others.map((other) => post(aBatch([other]))))
    for (const reply of replies) expect(((await reply.json()) as { dup: string[] }).dup).toEqual([first.id])
    expect(rowsOf(database).map(({ json }) => (JSON.parse(json) as { value: number }).value)).toEqual([9])
  })
})
