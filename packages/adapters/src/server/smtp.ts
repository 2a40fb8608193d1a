import type { PulsoRecord } from '@pulso/web/schema'
import { clientSink } from '../core/clientSink.ts'
import { defineClientSink } from '../core/defineClientSink.ts'
import { requirePeer } from '../core/requirePeer.ts'
import { sentence } from '../core/sentence.ts'
import { wanting } from '../core/wanting.ts'

export type { Wanting } from '../core/wanting.ts'

export interface SmtpOptions {
  /** `smtps://user:password@host` */
  url: string
  from: string
  to: string
  /** @defaultValue where, what was asked, what was said */
  text?: (record: PulsoRecord) => string
}

interface Nodemailer {
  createTransport(options: { url: string; pool: true; maxConnections: 1 }): {
    sendMail(mail: object): Promise<unknown>
    close(): void
  }
}

/**
 * Mails each answer, as plain text.
 *
 * @needs the package `nodemailer`, a mail server that takes your mail
 * @dedupe none that is promised; `Message-ID` is made from the record's id, by which many mailboxes drop repeats
 * @once not promised: at least once
 * @source https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1
 */
export const smtpSink = wanting(
  defineClientSink<SmtpOptions>(
    'smtp',
    { url: '', from: '', to: '', text: sentence },
    ({ url, from, to, text }) => {
      const load = requirePeer<Nodemailer>('smtp', 'nodemailer')
      return clientSink({
        name: 'smtp',
        maxBatchRecords: 1,
        // One connection for many mails: to connect and to sign in takes longer than to hand a mail over.
        open: async () => (await load()).createTransport({ url, pool: true, maxConnections: 1 }),
        async put(transport, [record]) {
          const body = text(record!)
          await transport.sendMail({
            from,
            to,
            subject: body.split('\n')[0]!.slice(0, 200),
            text: body,
            messageId: `<${record!.id}@pulso>`,
            date: new Date(record!.at),
          })
          return undefined
        },
        // 4xx passes by itself; a 5xx about the message is about this record, any other about key or addresses.
        judge({ responseCode = 0, command }) {
          const code = `smtp_${responseCode}`
          if (responseCode >= 500) return { status: command === 'DATA' ? 'split' : 'held', code }
          return responseCode >= 400 ? { status: 'retry', code } : undefined
        },
        close: (transport) => transport.close(),
      })
    },
  ),
)
