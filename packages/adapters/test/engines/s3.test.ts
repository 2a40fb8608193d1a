import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { PulsoRecord } from '@pulso/web/schema'
import { AwsClient } from 'aws4fetch'
import { describe, expect, it } from 'vitest'
import { deliver } from '../../src/core/deliver.ts'
import { s3Sink } from '../../src/server/s3.ts'
import { many } from '../support/records.ts'
import { runEngine } from '../support/runEngine.ts'
import { throughFaults } from '../support/throughFaults.ts'
import { useEngine } from '../support/useEngine.ts'

const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }

// s3rver knows keys but takes their signatures on trust (test/server/vendors.test.ts compares those with aws4fetch's), and
// it knows no conditional writes: a repeat writes the same object again.
describe('s3Sink, on an S3-compatible server', () => {
  const real = useEngine(async () => {
    const program = createRequire(import.meta.url).resolve('s3rver/bin/s3rver.js')
    return runEngine(
      (port, folder) => ({
        program: process.execPath,
        args: [program, '-s', '-a', '127.0.0.1', '-p', `${port}`, '-d', join(folder, 'data')].concat(
          '--configure-bucket',
          'answers',
        ),
      }),
      { prepare: (_port, folder) => mkdirSync(join(folder, 'data')) },
    )
  })
  const make = (port: number, more: object = {}) =>
    s3Sink({ endpoint: `http://127.0.0.1:${port}/answers`, region: 'eu-central-1', ...keys, ...more })
  /** Everything in a folder of the bucket, read by somebody else's client. */
  const stored = async (prefix: string) => {
    const client = new AwsClient({ ...keys, region: 'eu-central-1', service: 's3' })
    const get = async (path: string) =>
      (await client.fetch(`http://127.0.0.1:${real.engine.port}/answers${path}`)).text()
    const listing = await get(`?list-type=2&prefix=${encodeURIComponent(prefix)}`)
    const names = [...listing.matchAll(/<Key>([^<]*)/g)].map(([, name]) => name!)
    const objects = await Promise.all(names.map((name) => get(`/${name}`)))
    return {
      names,
      records: objects.map((lines) =>
        lines
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      ),
    }
  }

  it('has each of 1,000 records once, after lost answers and kills in mid-batch', async () => {
    const { records, repeats } = await throughFaults(make(real.proxy.port), real.proxy, real.engine)
    const { names, records: objects } = await stored('pulso/')
    expect(repeats).toBeGreaterThan(300)
    expect(names).toHaveLength(10)
    const found = objects.flat() as PulsoRecord[]
    const byId = (list: readonly PulsoRecord[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(byId(found)).toEqual(byId(records))
  }, 90_000)

  it('has each record once in whatever batches it comes, with one record to an object', async () => {
    const sink = make(real.engine.port, { prefix: 'single/', maxBatchRecords: 1 })
    const records = many(5)
    for (const batch of [records, records.slice(2), records.slice(0, 3)])
      expect((await deliver(sink, batch)).every(({ status }) => status === 'settled')).toBe(true)
    expect((await stored('single/')).names.map((name) => /(\w+)\.ndjson$/.exec(name)![1]).sort()).toEqual(
      records.map(({ id }) => id).sort(),
    )
  })

  it('holds records when a key is wrong, or there is no such bucket', async () => {
    expect(await deliver(make(real.engine.port, { accessKeyId: 'WRONG' }), many(1))).toMatchObject([
      { status: 'held', code: 'http_403', message: expect.stringContaining('It refused the key') },
    ])
    const nowhere = make(real.engine.port, { endpoint: `http://127.0.0.1:${real.engine.port}/nowhere` })
    expect(await deliver(nowhere, many(1))).toMatchObject([{ status: 'held', code: 'http_404' }])
  })
})
