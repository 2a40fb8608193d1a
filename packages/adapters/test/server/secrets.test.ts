import { afterEach, describe, expect, it } from 'vitest'
import * as adapters from '../../src/index.ts'
import { supabaseSink } from '../../src/page/supabase.ts'
import { subjects } from './subjects.ts'

const page = globalThis as { document?: unknown }
afterEach(() => {
  delete page.document
})

const clients = {
  postgres: () => adapters.postgresSink({ url: 'postgres://a:b@c/d' }),
  mysql: () => adapters.mysqlSink({ url: 'mysql://a:b@c/d' }),
  redis: () => adapters.redisSink({ url: 'redis://c' }),
  nats: () => adapters.natsSink({ servers: 'c' }),
  rabbitmq: () => adapters.rabbitmqSink({ url: 'amqp://c' }),
  mqtt: () => adapters.mqttSink({ url: 'mqtt://c' }),
  smtp: () => adapters.smtpSink({ url: 'smtp://c', from: 'a@b', to: 'c@d' }),
}

describe('a secret in a browser', () => {
  it.each([
    ...subjects.map(({ name, make }) => [name, () => make('http://127.0.0.1:9')] as const),
    ...Object.entries(clients),
  ])('is refused by %s, and the error says why', (_name, make) => {
    expect(make).not.toThrow()
    page.document = {}
    expect(make).toThrow(/every visitor could read it. Use this sink on your server, behind the collector/)
  })

  it('is recognised by supabase in both of its forms', () => {
    const claims = (role: string, ref = 'abcdefghijklmnopqrst') =>
      `x.${btoa(JSON.stringify({ iss: 'supabase', ref, role }))}.y`
    const make = (key: string) => () => supabaseSink({ endpoint: 'https://x.supabase.co/rest/v1', key })
    expect(make('sb_secret_x')).not.toThrow() // on a server it is at home
    page.document = {}
    const atEachPlace = ['', 'a', 'ab'].map((ref) => claims('service_role', ref)) // base64 differs by where it begins
    for (const key of ['sb_secret_x', claims('service_role'), ...atEachPlace])
      expect(make(key)).toThrow(/every visitor could read it/)
    for (const key of ['sb_publishable_x', claims('anon'), claims('authenticated')])
      expect(make(key)).not.toThrow()
  })
})

describe('a client that is not installed', () => {
  it('is named when the sink is made, with the command to run', async () => {
    const { requirePeer } = await import('../../src/core/requirePeer.ts')
    expect(() => requirePeer('redis', 'no-such-client')).toThrow(
      'redis: the package "no-such-client" is not installed. Run: npm install no-such-client',
    )
  })
})
