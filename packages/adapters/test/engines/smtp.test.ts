import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliver } from '../../src/core/deliver.ts'
import { smtpSink } from '../../src/server/smtp.ts'
import { answered } from '../support/records.ts'

const refusal = (responseCode: number) => Object.assign(new Error('no'), { responseCode })

describe('smtpSink, on a real SMTP server', () => {
  const mails: string[] = []
  let answer: number | undefined
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
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
        done()
      })
    },
  })
  let port = 0
  beforeAll(async () => {
    server.on('error', () => {})
    server.listen(0, '127.0.0.1')
    await once(server.server, 'listening')
    port = (server.server.address() as AddressInfo).port
  })
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
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

  it('holds a wrong password, waits on a 4xx, and sets aside a message that is refused', async () => {
    expect(await deliver(make('wrong'), [answered()])).toMatchObject([{ status: 'held', code: 'smtp_535' }])
    answer = 451
    expect(await deliver(make(), [answered()])).toMatchObject([{ status: 'retry', code: 'smtp_451' }])
    answer = 552
    expect(await deliver(make(), [answered()])).toMatchObject([{ status: 'rejected', code: 'smtp_552' }])
  })
})
