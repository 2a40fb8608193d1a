import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CollectorError } from '../../src/CollectorError.ts'
import { createCollector } from '../../src/createCollector.ts'
import { createOutbox } from '../../src/forward/createOutbox.ts'
import { MIRROR_FEED } from '../../src/mirror/mirrorBook.ts'
import { readEnvironment } from '../../src/readEnvironment.ts'
import { fakeClickhouse } from '../support/fakeClickhouse.ts'
import { type OpenCollector, openCollector } from '../support/openCollector.ts'
import { openReceiver, type Receiver, until } from '../support/openReceiver.ts'
import { answered, PROJECTS, TOKEN } from '../support/records.ts'

describe('createCollector, with a mirror', { timeout: 90_000 }, () => {
  let server: Receiver
  let open: OpenCollector
  beforeEach(async () => {
    server = await openReceiver(() => ({ status: 503 }))
    open = openCollector({
      mirror: { url: `${server.url.replace('://', '://ana:s3cret-word@')}/cx`, lookMs: 10 },
    })
  })
  afterEach(async () => {
    await open.close()
    await server.close()
  })
  const metric = async (name: string) => {
    const { body } = await open.request('/metrics', { headers: { authorization: `Bearer ${TOKEN}` } })
    return Number(new RegExp(`^${name.replace(/[{}]/g, '\\$&')} (\\S+)$`, 'm').exec(String(body))?.[1])
  }

  it('takes records while ClickHouse is away, and warns without being unready; then it is all there', async () => {
    const reply = await open.send([answered(), answered()])
    expect(reply.body.ok).toHaveLength(2)
    await until(async () => (await open.request('/readyz')).body.warnings !== undefined)
    const ready = await open.request('/readyz')
    expect(ready.status).toBe(200)
    expect(ready.body).toMatchObject({ status: 'ready', warnings: [{ about: 'mirror', code: 'http_503' }] })
    expect(await metric('pulso_mirror_state{state="waiting"}')).toBe(1)
    await until(async () => (await metric('pulso_mirror_lag_seconds')) > 0)

    server.answer(fakeClickhouse())
    await until(async () => {
      await createOutbox(open.store.sql).resume(MIRROR_FEED, Date.now()) // its wait may have grown meanwhile
      return (await metric('pulso_mirror_state{state="ok"}')) === 1
    }, 60_000)
    expect(await metric('pulso_mirror_records_total{change="added"}')).toBe(2)
    await until(async () => (await metric('pulso_mirror_lag_seconds')) === 0)
    expect((await open.request('/readyz')).body).toEqual({ status: 'ready' })
    expect(JSON.stringify(open.events)).not.toContain('s3cret')
  })

  it('is told every mistake of its settings at once, and none of its secrets', () => {
    const { store } = open
    const make = () =>
      createCollector({ store, projects: PROJECTS, adminToken: 'short', mirror: { url: 'x', leaseMs: 0 } })
    expect(make).toThrow(/3 problems.*adminToken.*mirror\.url: is no URL.*mirror\.leaseMs: 0/s)
    const env = { COLLECTOR_PROJECTS: 'k=', COLLECTOR_PORT: 'x', COLLECTOR_MIRROR: 'tcp://u:s3cret@h:9000' }
    expect(() => readEnvironment(env)).toThrow(CollectorError)
    expect(() => readEnvironment(env)).toThrow(
      /COLLECTOR_PORT.*COLLECTOR_MIRROR: begins with tcp:(?!.*s3cret)/s,
    )
  })
})
