import { createHash, createHmac } from 'node:crypto'
import { settle } from '../core/ackFrom.ts'
import { defineServerSink } from '../core/defineServerSink.ts'

export interface S3Options {
  /** Of the bucket: `https://BUCKET.s3.REGION.amazonaws.com`, or `https://HOST/BUCKET`. */
  endpoint: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  /** Folder of the objects. @defaultValue `pulso/` */
  prefix?: string
  /** Records of one object. With 1 each record has its own, and is there once. @defaultValue 100 */
  maxBatchRecords?: number
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** AWS Signature Version 4 of a PUT, in headers. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
function sign(url: string, body: string, options: Required<S3Options>, now: string) {
  const { region, accessKeyId, secretAccessKey } = options
  const { host, pathname } = new URL(url)
  const headers: { [name: string]: string } = {
    host,
    'if-none-match': '*',
    'x-amz-content-sha256': sha256(body),
    'x-amz-date': now,
  }
  const names = Object.keys(headers).join(';')
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`)
  const canonical = ['PUT', pathname, '', lines.join(''), names, headers['x-amz-content-sha256']].join('\n')
  const scope = `${now.slice(0, 8)}/${region}/s3/aws4_request`
  const key = [now.slice(0, 8), region, 's3', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${secretAccessKey}`,
  )
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${now}\n${scope}\n${sha256(canonical)}`).toString('hex')
  const { host: _, ...sent } = headers // fetch sets it
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  }
}

/**
 * Puts records into S3-compatible storage, a batch as one object of JSON lines, named by the day and the ids in it.
 *
 * @needs the bucket's address, a key that may put objects
 * @dedupe the object's name with `If-None-Match: *`: the same batch is there once
 * @once for batches sent again whole, or with `maxBatchRecords: 1` for every record; some compatibles ignore the header
 * @source https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export const s3Sink = defineServerSink<S3Options>(
  's3',
  { endpoint: '', region: '', accessKeyId: '', secretAccessKey: '', prefix: 'pulso/', maxBatchRecords: 100 },
  (options) => ({
    endpoint: options.endpoint,
    maxBatchRecords: options.maxBatchRecords,
    body: (records) => records,
    request(_, records) {
      const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('')
      const ids = records.map(({ id }) => id)
      const name = ids[1] ? sha256(ids.join()).slice(0, 32) : ids[0]
      const day = new Date(records[0]!.at).toISOString().slice(0, 10)
      const url = `${options.endpoint}/${options.prefix}${day}/${name}.ndjson`
      const now = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
      return { url, method: 'PUT', body: lines, headers: sign(url, lines, options, now) }
    },
    ack({ status }, _text, ids) {
      if (status === 412) return settle(ids) // it is there
      if (status === 409) return { status: 'retry', code: 'http_409' } // two writes met
      return undefined
    },
  }),
)
