import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { casesCommand } from '../../src/cases/casesCommand.ts'
import { forwardCommand } from '../../src/forward/forwardCommand.ts'
import { readForwarding } from '../../src/forward/readForwarding.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import { type OpenCollector, openCollector, tempFolder } from '../support/openCollector.ts'
import { openReceiver, type Received, type Receiver, until } from '../support/openReceiver.ts'
import { answered, TOKEN } from '../support/records.ts'

const METRICS_TOKEN = 'a-metrics-token-of-its-own'
const SECRET = 'Bearer crm-s3cret'
const bearer = { authorization: `Bearer ${TOKEN}` }
const isBad = ({ body }: Received) => body.includes('refuse-me')

let folder: ReturnType<typeof tempFolder>
let crm: Receiver
let team: Receiver
let open: OpenCollector
let env: { [name: string]: string }
beforeEach(async () => {
  folder = tempFolder()
  crm = await openReceiver((request) => ({ status: isBad(request) ? 422 : 200 }))
  team = await openReceiver()
  env = {
    COLLECTOR_FORWARD: join(folder.path, 'forward.json'),
    COLLECTOR_DATABASE: join(folder.path, 'records.db'),
    CRM: SECRET,
    TEAM: `${team.url}/hook`,
  }
  writeFileSync(
    env.COLLECTOR_FORWARD!,
    JSON.stringify({
      sinks: {
        crm: {
          adapter: 'http',
          options: { endpoint: crm.url, headers: { authorization: { env: 'CRM' } } },
          from: 'start',
        },
        team: { adapter: 'slack', options: { endpoint: { env: 'TEAM' } } },
      },
      rules: [
        {
          id: 'unhappy',
          when: { types: 'nps', scoreBelow: 7 },
          sinks: ['team'],
          owner: 'ana@shop.example',
          dueHours: 24,
        },
      ],
      contacts: [{ survey: 'post-purchase', question: 'contact' }],
    }),
  )
  open = openCollector({
    store: openSqliteStore(env.COLLECTOR_DATABASE!),
    forwarding: { ...readForwarding(env.COLLECTOR_FORWARD!, env), gatherMs: 5 },
    metricsToken: METRICS_TOKEN,
    registry: new Registry(),
  })
  await until(async () =>
    (await get('/v1/forward')).body.sinks.every((sink: { state: string }) => sink.state === 'ok'),
  )
  await until(async () => {
    const { db, run } = open.store.sql
    const [rows] = await run([db.selectFrom('forward_sinks').select('sink')])
    return rows.length === 3 // the cases have begun too
  })
}, 60_000)
afterEach(async () => {
  await open.close()
  await crm.close()
  await team.close()
  folder.remove()
}, 60_000)
const get = (path: string, headers: Record<string, string> = bearer) => open.request(path, { headers })
const post = (path: string, body: unknown, headers: Record<string, string> = bearer) =>
  open.request(path, { method: 'POST', body: JSON.stringify(body), headers })
const sinkOf = async (name: string) =>
  (await get('/v1/forward')).body.sinks.find(({ sink }: { sink: string }) => sink === name)

describe('forwarding, through the collector', { timeout: 60_000 }, () => {
  it('takes a batch as ever, sends it on with the secret, and tells the team of who is unhappy', async () => {
    const unhappy = answered({ comment: '<Late> & rude' }, { value: 2 })
    const { body } = await open.send([answered(), unhappy])
    expect(body.ok).toHaveLength(2)
    await until(() => crm.ids().length === 2 && team.received.length === 1)
    expect(crm.received[0]?.headers.authorization).toBe(SECRET)
    const { text } = JSON.parse(team.received[0]!.body)
    expect(text).toContain(
      'recommend (nps): 2\n&lt;Late&gt; &amp; rude\nCase 1, for ana@shop.example, until ',
    )
  })

  it('is ready while a sink is broken, and shows it in the metrics and by its state, without a secret', async () => {
    crm.answer(() => ({ status: 403 }))
    await open.send([answered()])
    await until(async () => (await sinkOf('crm')).state === 'held')
    expect((await get('/readyz')).status).toBe(200)
    expect(await sinkOf('crm')).toMatchObject({
      code: 'http_403',
      message: expect.stringMatching(/check the key/),
      behindSince: expect.any(Number),
      nextTryAt: expect.any(Number),
    })
    const { body: metrics } = await get('/metrics', { authorization: `Bearer ${METRICS_TOKEN}` })
    expect(metrics).toMatch(/pulso_forward_state\{sink="crm",state="held"\} 1/)
    expect(metrics).toMatch(/pulso_forward_items\{sink="crm",state="dead"\} 0/)
    expect(metrics).toMatch(/pulso_cases\{state="open"\} 0/)
    expect(open.events).toContainEqual({ event: 'sink_held', sink: 'crm', code: 'http_403' })
    const told = JSON.stringify([open.events, (await get('/v1/forward')).body, metrics])
    for (const secret of [SECRET, env.TEAM!, crm.url]) expect(told).not.toContain(secret)

    crm.answer(() => ({ status: 200 }))
    expect((await post('/v1/forward/crm/resume', {})).body).toEqual({ resumed: true })
    await until(async () => (await sinkOf('crm')).state === 'ok')
  })

  it('lists dead letters with their records, sends them once more, forgets them, and replays', async () => {
    const bad = answered({ comment: 'refuse-me' })
    await open.send([answered(), bad, answered()])
    await until(async () => (await sinkOf('crm')).dead === 1)
    const { body } = await get('/v1/forward/crm/dead')
    expect(body.dead).toMatchObject([
      { id: bad.id, code: 'http_422', record: bad, message: expect.stringMatching(/refused this record/) },
    ])
    expect((await post('/v1/forward/crm/dead', { action: 'requeue' })).body).toEqual({ count: 1 })
    await until(() => crm.received.filter(isBad).length >= 3)
    await until(async () => (await sinkOf('crm')).dead === 1)
    expect((await post('/v1/forward/crm/dead', { action: 'drop', ids: [bad.id] })).body).toEqual({ count: 1 })
    expect((await get('/v1/forward/crm/dead')).body).toEqual({ dead: [] })

    crm.received.length = 0
    crm.answer(() => ({ status: 200 }))
    expect((await post('/v1/forward/crm/replay', { since: '2020-01-01' })).body).toEqual({ replaying: true })
    await until(() => crm.ids().length === 3)
    expect((await post('/v1/forward/crm/replay', { since: 'then' })).status).toBe(400)
    expect((await post('/v1/forward/nobody/replay', { since: '2020-01-01' })).status).toBe(404)
  })

  it('gives the list of cases and moves them, with what was said and how to reach who consented', async () => {
    const run = answered().run
    const phone = { phone: '+34 600' }
    await open.send([
      answered({ run, comment: 'Late' }, { value: 2 }),
      answered(
        { run, seq: 2 },
        { value: phone, question: { id: 'contact', type: 'contact', instrument: undefined } },
      ),
    ])
    await until(async () => (await get('/v1/cases')).body.cases.length === 1)
    const [first] = (await get('/v1/cases?state=open&project=shop')).body.cases
    expect(first).toMatchObject({
      number: 1,
      state: 'open',
      owner: 'ana@shop.example',
      answer: { value: 2, comment: 'Late' },
    })
    expect(first).not.toHaveProperty('contact')
    expect((await get('/v1/cases/1')).body).toMatchObject({ contact: phone, history: [{ move: 'open' }] })

    const taken = await post('/v1/cases/1', { move: 'take', by: 'ben', note: 'Mine' })
    expect(taken.body).toMatchObject({ state: 'taken', owner: 'ben' })
    const late = await post('/v1/cases/1', { move: 'take', by: 'eva' })
    expect([late.status, late.body.error.code]).toEqual([409, 'wrong_state'])
    expect(late.body.error.message).toMatch(/is taken \(ben\)/)
    expect((await post('/v1/cases/1', { move: 'close' })).body.error.message).toMatch(/by: is missing/)
    expect((await post('/v1/cases/1', { move: 'hand', by: 'ben' })).body.error.message).toMatch(/owner/)
    expect((await post('/v1/cases/9', { move: 'close', by: 'ben' })).status).toBe(404)
    expect((await get('/v1/cases/x')).status).toBe(404)
    expect((await get('/v1/cases?state=odd')).status).toBe(400)
    await post('/v1/cases/1', { move: 'close', by: 'ben' })
    expect((await get('/v1/cases')).body.cases).toEqual([])
    expect((await get('/v1/cases?state=all')).body.cases).toHaveLength(1)
  })

  it('lets in nobody but the administrator; changes nothing by a cookie', async () => {
    const reads = ['/v1/forward', '/v1/forward/crm/dead', '/v1/cases', '/v1/cases/1']
    const writes = ['/v1/forward/crm/replay', '/v1/forward/crm/resume', '/v1/forward/crm/dead', '/v1/cases/1']
    for (const path of reads) {
      for (const headers of [
        {},
        { authorization: 'Bearer wrong' },
        { authorization: `Bearer ${METRICS_TOKEN}` },
      ])
        expect((await get(path, headers as Record<string, string>)).status, path).toBe(401)
    }
    const login = await open.request('/login', { method: 'POST', body: `token=${TOKEN}` })
    const cookie = login.headers.get('set-cookie')!.split(';')[0]!
    expect((await get('/v1/forward', { cookie })).status).toBe(200)
    for (const path of writes) expect((await post(path, {}, { cookie })).status, path).toBe(401)
  })
})

describe('pulso-collector forward, cases', { timeout: 60_000 }, () => {
  const run = async (command: typeof forwardCommand, ...args: string[]) => {
    const lines: string[] = []
    const context = { env, say: (line: string) => lines.push(line), until: new AbortController().signal }
    const code = await command(args, context)
    return { code, said: lines.join('\n') }
  }

  it('say how far each sink is, and send again, beside a running collector and without its secrets', async () => {
    env = { COLLECTOR_FORWARD: env.COLLECTOR_FORWARD!, COLLECTOR_DATABASE: env.COLLECTOR_DATABASE! }
    const bad = answered({ comment: 'refuse-me' })
    await open.send([answered(), bad])
    await until(async () => (await sinkOf('crm')).dead === 1)
    expect((await run(forwardCommand, 'status')).said).toBe(
      'crm: ok, has all; 1 settled, 0 tried again, 1 dead\nteam: ok, has all; 0 settled, 0 tried again, 0 dead',
    )
    expect((await run(forwardCommand, 'dead', 'crm')).said).toMatch(
      new RegExp(`^${bad.id}  shop  .*http_422\n`),
    )
    crm.answer(() => ({ status: 200 }))
    expect((await run(forwardCommand, 'dead', 'crm', '--requeue')).said).toBe('1 sent once more.')
    await until(async () => (await sinkOf('crm')).settled === 2)
    crm.received.length = 0
    expect(await run(forwardCommand, 'replay', 'crm', '--since', '2020-01-01')).toMatchObject({ code: 0 })
    await until(() => crm.ids().length === 2)
    expect((await run(forwardCommand, 'resume', 'team')).said).toBe('team is tried now.')
    await expect(run(forwardCommand, 'replay', 'crm')).rejects.toThrow(/--since is a date/)
    await expect(run(forwardCommand, 'dead', 'nobody')).rejects.toThrow(/There is no sink "nobody"/)
  })

  it('list the cases, show one, and move it on', async () => {
    await open.send([answered({ comment: 'Late\u001b[2J' }, { value: 2 })])
    await until(async () => (await get('/v1/cases')).body.cases.length === 1)
    const listed = await run(casesCommand)
    expect(listed.said).toMatch(
      /^1 {2}open {2}for ana@shop\.example until .* UTC {2}shop, order-confirmation {2}recommend \(nps\): 2 · Late \[2J$/,
    )
    expect((await run(casesCommand, 'take', '1', '--by', 'ben')).code).toBe(0)
    const again = await run(casesCommand, 'take', '1', '--by', 'eva')
    expect(again.code).toBe(1)
    expect(again.said).toMatch(/Not done: take is for a case that is open/)
    expect((await run(casesCommand, 'close', '1', '--by', 'ben', '--note', 'Called')).said).toMatch(
      /close by ben, for ben: Called/,
    )
    expect((await run(casesCommand)).said).toBe('There are none.')
    expect((await run(casesCommand, 'show', '7')).code).toBe(1)
    await expect(run(casesCommand, 'close', '1')).rejects.toThrow(/--by says who/)
  })
})
