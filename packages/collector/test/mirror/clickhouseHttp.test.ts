import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clickhouseHttp } from '../../src/mirror/clickhouseHttp.ts'
import { openReceiver, type Receiver } from '../support/openReceiver.ts'

describe('clickhouseHttp', () => {
  let server: Receiver
  beforeEach(async () => {
    server = await openReceiver()
  })
  afterEach(() => server.close())
  const http = (endpoint = server.url, until = new AbortController().signal) =>
    clickhouseHttp({ endpoint, user: 'aña', password: 'p:w' }, until)

  it('says who it is, and what it wants, where no log of addresses sees the password', async () => {
    await http().run('INSERT INTO a FORMAT JSONEachRow', {
      body: '{"id":"1"}\n',
      settings: { async_insert: '0' },
    })
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = server.received
    expect(path).toBe('/?query=INSERT+INTO+a+FORMAT+JSONEachRow&async_insert=0')
    expect(headers.authorization).toBe(`Basic ${Buffer.from('aña:p:w').toString('base64')}`)
    expect(body).toBe('{"id":"1"}\n')
  })

  it('rejects with a code alone: the words of an exception may quote a record', async () => {
    const text = 'Code: 27, e.displayText() = DB::Exception: Cannot parse input: "my comment"'
    server.answer(() => ({ status: 500, body: text }))
    const error: unknown = await http()
      .run('INSERT')
      .catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'clickhouse_27' })
    expect(JSON.stringify(error) + String(error)).not.toContain('comment')
    server.answer(() => ({ status: 403, headers: { 'x-clickhouse-exception-code': '516' } }))
    await expect(http().rows('SELECT 1')).rejects.toMatchObject({ code: 'clickhouse_516' })
    server.answer(() => ({ status: 502, body: '<html>' }))
    await expect(http().rows('SELECT 1')).rejects.toMatchObject({ code: 'http_502' })
  })

  it('takes no other server for a ClickHouse, whatever it answers', async () => {
    server.answer(() => ({ status: 200, body: '<html>Sign in</html>' }))
    await expect(http().run('INSERT')).rejects.toMatchObject({ code: 'not_clickhouse' })
    await expect(http().rows('SELECT 1')).rejects.toMatchObject({ code: 'not_clickhouse' })
    server.answer(() => ({ status: 302, headers: { location: server.url } }))
    await expect(http().run('INSERT')).rejects.toMatchObject({ code: 'unreachable' })
    await expect(http('http://127.0.0.1:1').run('INSERT')).rejects.toMatchObject({ code: 'unreachable' })
  })

  it('gives up what is under way when it is told to', async () => {
    const ending = new AbortController()
    server.answer(() => new Promise(() => ending.abort()))
    await expect(http(server.url, ending.signal).run('INSERT')).rejects.toMatchObject({ code: 'unreachable' })
  })
})
