import type { BatchReply } from '@pulso/web/schema'
import { addressPrefix } from './addressPrefix.ts'
import type { CollectorEvent } from './CollectorEvent.ts'
import { checkItem } from './checkItem.ts'
import type { Project } from './checkOptions.ts'
import type { KeyQuota } from './data/keyQuota.ts'
import type { Limits } from './limits.ts'
import { messageOf } from './messageOf.ts'
import type { Metrics } from './metrics.ts'
import { type Refusal, readBatch } from './readBatch.ts'
import { readBody } from './readBody.ts'
import type { AppendOutcome, NewRecord, Store } from './Store.ts'
import { checkSignature } from './signature.ts'
import { toNewRecord } from './toNewRecord.ts'

export interface IngestContext {
  store: Store
  /** By each of their live keys. */
  projects: ReadonlyMap<string, Project>
  limits: Limits
  /** Take a request from the bucket of a key, or of a network, or say how long to wait. */
  waitOf: { key: (name: string, nowMs: number) => number; address: (name: string, nowMs: number) => number }
  quota: KeyQuota
  /** For projects that say nothing else; `undefined`: as many as come. */
  recordsPerDay: number | undefined
  now: () => number
  log: (event: CollectorEvent) => void
  metrics: Metrics
}

/** Also the answer while the collector closes. The page then waits, and does not suspect one of its records. */
export const STORE_UNAVAILABLE: Refusal = {
  status: 503,
  code: 'store_unavailable',
  message: 'Nothing was stored. Send the same batch again later.',
  retryAfterMs: 5000,
}

const tooMany = (retryAfterMs: number): Refusal => ({
  status: 429,
  code: 'rate_limited',
  message: 'Nothing was stored: too many requests. Send the same batch again later.',
  retryAfterMs,
})

const quotaExceeded = (recordsPerDay: number, retryAfterMs: number): Refusal => ({
  status: 429,
  code: 'quota_exceeded',
  message: `Nothing was stored: this key has stored its ${recordsPerDay} records of today (UTC). Send the same batch again later.`,
  retryAfterMs,
})

/**
 * Takes one batch: judges each item, commits what is good, and only then answers.
 *
 * @param address - where the request comes from, if that is known. It is compared, never kept or logged.
 */
export async function ingest(
  request: Request,
  context: IngestContext,
  address: string | undefined,
): Promise<BatchReply | Refusal> {
  const wrongType = contentProblem(request.headers)
  if (wrongType) return wrongType
  const { limits, log, metrics, now, projects, store, waitOf } = context
  const network = addressPrefix(address)
  const networkWaitMs = network === undefined ? 0 : waitOf.address(network, now())
  if (networkWaitMs > 0) return tooMany(networkWaitMs)
  const body = await readBody(request, limits.bodyBytes).catch(() => undefined)
  if (body === undefined) return { status: 400, code: 'body_incomplete', message: 'The body broke off.' }
  if (body === 'too_large')
    return tooLarge(`The body is larger than ${limits.bodyBytes} bytes. Send smaller batches.`)

  const batch = readBatch(body)
  if ('status' in batch) return batch
  const project = projects.get(batch.key)
  if (!project) {
    return {
      status: 401,
      code: 'unknown_key',
      message: 'No project has this key. Check `key`, and the projects of the collector.',
    }
  }
  const keyWaitMs = waitOf.key(batch.key, now())
  if (keyWaitMs > 0) return tooMany(keyWaitMs)
  const origin = request.headers.get('origin')
  const wrongSignature = signatureProblem(request.headers, body, project, now())
  if (wrongSignature) return wrongSignature
  if (origin !== null && !project.origins.includes(origin)) {
    return {
      status: 403,
      code: 'origin_not_allowed',
      message: `Pages on this origin may not write to project "${project.id}". Add the origin to its list in the collector.`,
    }
  }
  if (batch.items.length > limits.items)
    return tooLarge(`More than ${limits.items} items. Send smaller batches.`)

  const { recordsPerDay = context.recordsPerDay } = project
  const used = recordsPerDay === undefined ? undefined : await context.quota.refuse(batch.key, recordsPerDay)
  if (recordsPerDay !== undefined && used) {
    if (used.isFirst) log({ event: 'quota_reached', project: project.id, recordsPerDay })
    return quotaExceeded(recordsPerDay, used.retryAfterMs)
  }

  const reply: BatchReply = { v: 1, ok: [], dup: [], rej: [] }
  const rows: NewRecord[] = []
  const codes: { [code: string]: number } = {}
  for (const item of batch.items) {
    const checked = checkItem(item, limits)
    if ('record' in checked) rows.push(toNewRecord(checked.record, checked.json))
    else {
      reply.rej.push({ id: item.id, code: checked.code, message: `items[${item.index}]: ${checked.message}` })
      codes[checked.code] = (codes[checked.code] ?? 0) + 1
    }
  }
  metrics.keyUsed(project.id, batch.key === project.key ? 'current' : 'old')
  if (reply.rej.length > 0) {
    log({ event: 'rejected', project: project.id, codes })
    metrics.settled(project.id, 'rejected', reply.rej.length)
  }
  if (rows.length === 0) return reply

  const arrival = { received: now(), sentAt: batch.sentAt }
  let outcomes: AppendOutcome[]
  const done = metrics.appending()
  try {
    outcomes = await store.append(project.id, rows, arrival)
    done('committed')
  } catch (error) {
    done('failed')
    log({ event: 'store_failed', message: messageOf(error) })
    return STORE_UNAVAILABLE
  }
  rows.forEach(({ id }, index) => {
    const outcome = outcomes[index]
    if (outcome === 'stored') reply.ok.push(id)
    else reply.dup.push(id)
    if (outcome === 'conflict') log({ event: 'conflict', project: project.id, id })
  })
  for (const outcome of new Set(outcomes)) {
    const count = outcomes.filter((other) => other === outcome).length
    metrics.settled(project.id, outcome, count)
  }
  context.quota.stored(batch.key, reply.ok.length)
  return reply
}

/** A page cannot keep a secret: it is known by its origin. What comes without one, and what is signed, must be signed well. */
function signatureProblem(
  headers: Headers,
  body: Uint8Array,
  { serverSecrets = [] }: Project,
  nowMs: number,
): Refusal | undefined {
  const verdict = checkSignature(headers, body, serverSecrets, nowMs)
  if (verdict === 'valid') return undefined
  if (verdict === 'missing' && (serverSecrets.length === 0 || headers.has('origin'))) return undefined
  const messages = {
    missing:
      'This project takes requests of servers only with a signature: x-pulso-timestamp and x-pulso-signature.',
    expired: 'The signature is older or newer than five minutes. Check the clock, and sign again.',
    invalid: 'The signature does not fit the body, the time and a secret of this project.',
  }
  return { status: 401, code: `signature_${verdict}`, message: messages[verdict] }
}

const tooLarge = (message: string): Refusal => ({ status: 413, code: 'too_large', message })

function contentProblem(headers: Headers): Refusal | undefined {
  const encoding = headers.get('content-encoding')
  if (encoding && encoding.toLowerCase() !== 'identity') {
    return { status: 415, code: 'unsupported_encoding', message: 'Send the body without compression.' }
  }
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';')
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith('charset='))
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset)
  if ((type.trim() === 'text/plain' || type.trim() === 'application/json') && isUtf8) return undefined
  return {
    status: 415,
    code: 'unsupported_type',
    message: 'Send JSON as text/plain;charset=UTF-8 or application/json.',
  }
}
