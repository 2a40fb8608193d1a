import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readForwarding } from '../../src/forward/readForwarding.ts'
import { openApiDocument } from '../../src/openapi/openApiDocument.ts'
import { OPERATIONS } from '../../src/openapi/paths.ts'
import { type OpenCollector, openCollector, type Reply, tempFolder } from '../support/openCollector.ts'
import { openReceiver, type Receiver, until } from '../support/openReceiver.ts'
import { answered, batch, KEY, ORIGIN, TOKEN } from '../support/records.ts'
import { survey, withQuestion } from '../support/surveys.ts'

const document = JSON.parse(JSON.stringify(openApiDocument())) as {
  paths: {
    [path: string]: {
      [method: string]: { responses: { [status: string]: { content?: { [type: string]: object } } } }
    }
  }
}
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
ajv.addSchema({ ...document, $id: 'document' })

const admin = { authorization: `Bearer ${TOKEN}` }
const page = { origin: ORIGIN, 'content-type': 'text/plain;charset=UTF-8' }

let folder: ReturnType<typeof tempFolder>
let refusing: Receiver
let open: OpenCollector
const seen = new Set<string>()
beforeAll(async () => {
  folder = tempFolder()
  refusing = await openReceiver(({ body }) => ({ status: body.includes('refuse-me') ? 422 : 200 }))
  const file = join(folder.path, 'forward.json')
  const sink = { adapter: 'http', options: { endpoint: refusing.url }, from: 'start' }
  const rule = {
    id: 'unhappy',
    when: { types: 'nps', scoreBelow: 7 },
    sinks: ['team'],
    owner: 'ana',
    dueHours: 1,
  }
  writeFileSync(file, JSON.stringify({ sinks: { crm: sink, team: sink }, rules: [rule] }))
  open = openCollector({ forwarding: { ...readForwarding(file, {}), gatherMs: 5 } })
})
afterAll(async () => {
  await open.close()
  await refusing.close()
  folder.remove()
})

/** Asks, and holds the reply against what the document says about this path, method and status. */
async function ask(
  method: 'get' | 'post' | 'put',
  path: string,
  status: number,
  init: RequestInit = {},
  at = path,
): Promise<Reply> {
  const reply = await open.request(at, { ...init, method: method.toUpperCase() })
  expect(reply.status, `${method} ${at}: ${JSON.stringify(reply.body)}`).toBe(status)
  const response = document.paths[path]?.[method]?.responses[status]
  expect(response, `${method} ${path} ${status} is in the document`).toBeDefined()
  const type = (reply.headers.get('content-type') ?? '').split(';')[0] ?? ''
  expect(Object.keys(response?.content ?? { '': {} })).toContain(type)
  if (type === 'application/json') {
    const pointer = ['paths', path, method, 'responses', String(status), 'content', type, 'schema']
    const ref = pointer
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/')
    const isRight = ajv.validate({ $ref: `document#/${ref}` }, reply.body)
    expect(isRight, `${method} ${at} ${status}: ${ajv.errorsText()} in ${JSON.stringify(reply.body)}`).toBe(
      true,
    )
  }
  seen.add(`${method} ${path}`)
  return reply
}
const json = (body: unknown): RequestInit => ({ headers: admin, body: JSON.stringify(body) })

describe('openApiDocument', { timeout: 60_000 }, () => {
  it('is valid OpenAPI 3.1', async () => {
    const verdict = await new Validator().validate(structuredClone(document))
    expect(verdict.errors).toBeUndefined()
    expect(verdict.valid).toBe(true)
  })

  it('has every endpoint that there is, and no other; the pages for the operator are not in it', () => {
    const isEndpoint = ({ method, path }: { method: string; path: string }) =>
      /^\/(v1\/|healthz|readyz|metrics)/.test(path) && method !== 'ALL' && method !== 'OPTIONS'
    const routes = open.collector.routes
      .filter(isEndpoint)
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`)
    const documented = OPERATIONS.map(({ method, path }) => `${method} ${path}`)
    expect([...new Set(routes)].sort()).toEqual(documented.sort())
  })

  it('says what the endpoints for senders and pages reply', async () => {
    await ask('post', '/v1/records', 200, { headers: page, body: batch([answered(), { id: 'wrong' }]) })
    await ask('post', '/v1/records', 400, { headers: page, body: 'no JSON' })
    await ask('post', '/v1/records', 401, { headers: page, body: batch([], { key: 'unknown' }) })
    await ask('post', '/v1/records', 403, {
      headers: { ...page, origin: 'https://other.example' },
      body: batch([]),
    })
    await ask('post', '/v1/records', 415, { headers: { ...page, 'content-type': 'text/html' }, body: '' })
    const path = '/v1/surveys/{key}'
    const surveys = `/v1/surveys/${KEY}`
    await ask('get', path, 404, {}, surveys)
    await ask('put', path, 401, {}, surveys)
    await ask('put', path, 200, json([survey({ eligibility: { quota: 5 } })]), surveys)
    await ask('put', path, 409, json([withQuestion('recommend', { type: 'csat' })]), surveys)
    await ask('put', path, 422, json([{ id: 'no' }]), surveys)
    await ask('get', path, 400, {}, `${surveys}?mode=both`)
    const { headers } = await ask('get', path, 200, { headers: { origin: ORIGIN } }, surveys)
    await ask('get', path, 304, { headers: { 'if-none-match': headers.get('etag') ?? '' } }, surveys)
    await ask('get', '/v1/surveys/{key}/definitions', 200, { headers: admin }, `${surveys}/definitions`)
  })

  it('says what the endpoints for the operator reply', async () => {
    await open.send([answered({}, { value: 2 }), answered({ comment: 'refuse-me' })])
    const sinks = async () => (await ask('get', '/v1/forward', 200, { headers: admin })).body.sinks
    await until(async () => (await sinks()).find(({ sink }: { sink: string }) => sink === 'crm').dead === 1)
    await ask('get', '/v1/forward', 401)
    const of = (what: string) => [`/v1/forward/{sink}/${what}`, `/v1/forward/crm/${what}`] as const
    const dead = of('dead')
    await ask('get', dead[0], 200, { headers: admin }, dead[1])
    await ask('get', dead[0], 404, { headers: admin }, '/v1/forward/none/dead')
    await ask('post', dead[0], 400, json({}), dead[1])
    await ask('post', dead[0], 200, json({ action: 'drop' }), dead[1])
    await ask('post', of('replay')[0], 200, json({ since: '2026-01-01' }), of('replay')[1])
    await ask('post', of('resume')[0], 200, json({}), of('resume')[1])

    let cases: { number: number }[] = []
    await until(async () => {
      cases = (await ask('get', '/v1/cases', 200, { headers: admin })).body.cases
      return cases.length > 0
    })
    const one = `/v1/cases/${cases[0]?.number}`
    await ask('get', '/v1/cases/{number}', 200, { headers: admin }, one)
    await ask('post', '/v1/cases/{number}', 200, json({ move: 'take', by: 'ben' }), one)
    await ask('post', '/v1/cases/{number}', 409, json({ move: 'take', by: 'ben' }), one)
    await ask('get', '/v1/cases/{number}', 404, { headers: admin }, '/v1/cases/999')

    for (const format of ['ndjson', 'csv']) await ask('get', `/v1/export.${format}`, 200, { headers: admin })
    await ask('get', '/v1/export.csv', 400, { headers: admin }, '/v1/export.csv?mode=both')
    const person = json({ project: 'shop', person: 'ana' })
    await ask('post', '/v1/persons/export', 200, person)
    await ask('post', '/v1/persons/erase', 200, person)
    await ask('post', '/v1/persons/erase', 400, json({ project: 'shop', person: '' }))
    await ask('get', '/metrics', 200, { headers: admin })
    await ask('get', '/metrics', 401)
    await ask('get', '/healthz', 200)
    await ask('get', '/readyz', 200)
    const { body } = await ask('get', '/v1/openapi.json', 200)
    expect(body).toEqual(document)
    expect(seen).toEqual(new Set(OPERATIONS.map(({ method, path }) => `${method} ${path}`)))
  })

  it('takes the requests that the routes take, and refuses those that they refuse', () => {
    const judge = (name: string, value: unknown) =>
      ajv.validate({ $ref: `document#/components/schemas/${name}` }, value)
    expect(judge('RecordsRequest', JSON.parse(batch([answered()])))).toBe(true)
    expect(judge('RecordsRequest', JSON.parse(batch([answered({ seq: -1 })])))).toBe(false)
    expect(judge('SurveysRequest', { surveys: [survey()] })).toBe(true)
    expect(judge('SurveysRequest', [survey({ rev: 0 })])).toBe(false)
    expect(judge('MoveRequest', { move: 'take', by: 'ben' })).toBe(true)
    expect(judge('MoveRequest', { move: 'take' })).toBe(false)
  })
})
