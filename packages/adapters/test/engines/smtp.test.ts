import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliver } from '../../src/core/deliver.ts'
import { smtpSink } from '../../src/server/smtp.ts'
import { answered } from '../support/records.ts'
import { throughFaults } from '../support/throughFaults.ts'

const refusal = (responseCode: number) => Object.assign(new Error('no'), { responseCode })

describe('smtpSink, on a real SMTP server', () => {
  const mails: string[] = []
  let answer: number | undefined
  let lose = false
  const serve = () =>
    new SMTPServer({
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      authOptional: true,
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) =>
        password === 'right' ? done(null, { user: 'pulso' }) : done(refusal(535)),
      onData: (stream, _session, done) => {
        let mail = ''
        stream.on('data', (part) => (mail += part))
        stream.on('end', () => {
          if (answer) return done(refusal(answer))
          mails.push(mail)
          if (lose) {
            lose = false // it has the mail, and nobody hears of it
            for (const socket of sockets) socket.destroy()
          }
          done()
        })
      },
    })
  const sockets = new Set<Socket>()
  let port = 0
  let server: SMTPServer
  const start = async () => {
    server = serve()
    server.on('error', () => {})
    server.server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    server.listen(port, '127.0.0.1')
    await once(server.server, 'listening')
    port = (server.server.address() as AddressInfo).port
  }
  /** It lives in this process: its death is that of its listener and of every connection, in mid-message too. */
  const kill = async () => {
    server.server.close()
    for (const socket of sockets) socket.destroy()
  }
  beforeAll(start)
  afterAll(kill)
  const make = (password = 'right') =>
    smtpSink({
      url: `smtp://pulso:${password}@127.0.0.1:${port}`,
      from: 'pulso@shop.example',
      to: 'cx@shop.example',
    })

  it('mails an answer as plain text, with an id made from the record', async () => {
    const sink = make()
    const record = answered({ comment: '<b>bold</b>' })
    expect(await deliver(sink, [record])).toMatchObject([{ status: 'settled' }])
    expect(mails[0]).toContain(`Message-ID: <${record.id}@pulso>`)
    expect(mails[0]).toContain('Subject: post-purchase at order-confirmed, recommend (nps): 9')
    expect(mails[0]).toContain('Content-Type: text/plain')
    expect(mails[0]).toContain('<b>bold</b>')
    await sink.close!()
  })

  it('mails each of 1,000 records at least once, after lost answers and kills; Message-ID shows the repeats', async () => {
    mails.length = 0
    const sink = make()
    const { records, repeats } = await throughFaults(
      sink,
      { loseNextAnswer: () => (lose = true) },
      { kill, start },
    )
    const ids = mails.map((mail) => /Message-ID: <(\w+)@pulso>/.exec(mail)![1])
    expect([...new Set(ids)].sort()).toEqual(records.map(({ id }) => id).sort())
    expect(repeats).toBeGreaterThan(0)
    expect(ids.length).toBeGreaterThan(1000) // at least once, and no more is promised
    await sink.close!()
  }, 120_000)

  it('holds a wrong password, waits on a 4xx, and sets aside a message that is refused', async () => {
    expect(await deliver(make('wrong'), [answered()])).toMatchObject([{ status: 'held', code: 'smtp_535' }])
    answer = 451
    expect(await deliver(make(), [answered()])).toMatchObject([{ status: 'retry', code: 'smtp_451' }])
    answer = 552
    expect(await deliver(make(), [answered()])).toMatchObject([{ status: 'rejected', code: 'smtp_552' }])
  })
})
