import { defineServerSink } from '../core/defineServerSink.ts'
import { parse } from '../core/parse.ts'
import type { Rejection } from '../core/Sink.ts'
import { settleExcept } from '../core/settleExcept.ts'

export interface KafkaRestOptions {
  /** The proxy's address. */
  endpoint: string
  cluster: string
  topic: string
  /** Value of the Authorization header: `Basic …`. @defaultValue `none` */
  authorization?: string
}

/**
 * Produces each record to a Kafka topic through a REST proxy (API v3). The record's id is the message's key.
 *
 * @needs the proxy's address, the cluster's id, a key that may produce
 * @dedupe none at the proxy; the key lets compaction or the consumer drop repeats
 * @once not promised: at least once
 * @source https://docs.confluent.io/cloud/current/kafka-rest/kafka-rest-cc.html
 */
export const kafkaRestSink = defineServerSink<KafkaRestOptions>(
  'kafkaRest',
  { endpoint: '', cluster: '', topic: '', authorization: 'none' },
  ({ endpoint, cluster, topic, authorization }) => ({
    endpoint: `${endpoint}/kafka/v3/clusters/${cluster}/topics/${topic}/records`,
    headers: { 'content-type': 'application/json', ...(authorization !== 'none' && { authorization }) },
    body: (records) => records,
    request: (_, records) => ({
      body: records
        .map((record) =>
          JSON.stringify({ key: { type: 'STRING', data: record.id }, value: { type: 'JSON', data: record } }),
        )
        .join('\n'),
    }),
    // A 200 holds one report for each record, in order; each has its own code.
    ack({ status }, text, ids) {
      if (status !== 200) return
      const reports = text
        .split(/\r?\n|(?<=\})(?=\{)/)
        .map((line) => parse<{ error_code: number }>(line)?.error_code)
        .filter((code) => code !== undefined)
      const refused: Rejection[] = []
      const again: string[] = []
      ids.forEach((id, place) => {
        const code = reports[place]
        if (code === undefined || code === 429 || code >= 500) again.push(id)
        else if (code !== 200) refused.push({ id, code: `http_${code}` })
      })
      const set = refused.find(({ code }) => /http_(401|403|404)/.test(code))
      return set ? { status: 'held', code: set.code } : settleExcept(ids, refused, again)
    },
  }),
)
