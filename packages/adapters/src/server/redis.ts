import { clientSink } from '../core/clientSink.ts'
import { defineClientSink } from '../core/defineClientSink.ts'
import { requirePeer } from '../core/requirePeer.ts'

export interface RedisOptions {
  /** `redis://user:password@host:6379/0` */
  url: string
  /** The stream. On a cluster put braces in it, `{pulso}:records`: its list of ids must lie beside it. @defaultValue `pulso:records` */
  stream?: string
  /** How long ids are remembered, in days. @defaultValue 7 */
  keepIdsDays?: number
}

interface Ioredis {
  new (
    url: string,
    options: object,
  ): {
    connect(): Promise<void>
    on(event: 'error', listener: (error: Error) => void): void
    eval(script: string, keys: number, ...rest: (string | number)[]): Promise<unknown>
    disconnect(): void
  }
}

// One script: a record and the memory of its id are written together or not at all, in the append-only file too.
const SCRIPT = `redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[2])
for i = 3, #ARGV, 2 do
  if redis.call('ZADD', KEYS[2], 'NX', ARGV[1], ARGV[i]) == 1 then
    redis.call('XADD', KEYS[1], '*', 'id', ARGV[i], 'record', ARGV[i + 1])
  end
end`

/**
 * Appends each record to a Redis stream, with the fields `id` and `record` (JSON).
 *
 * @needs the package `ioredis`, Redis 5 or newer
 * @dedupe a sorted set beside the stream remembers ids, written by the same script
 * @once for as long as ids are kept; across a crash as far as Redis writes to disk (`appendfsync always`)
 * @source https://redis.io/docs/latest/commands/xadd/
 */
export const redisSink = defineClientSink<RedisOptions>(
  'redis',
  { url: '', stream: 'pulso:records', keepIdsDays: 7 },
  ({ url, stream, keepIdsDays }) => {
    const load = requirePeer<Ioredis>('redis', 'ioredis')
    return clientSink({
      name: 'redis',
      async open() {
        const Redis = await load()
        const redis = new Redis(url, {
          lazyConnect: true,
          connectTimeout: 5000,
          maxRetriesPerRequest: 0,
          retryStrategy: null, // trying again is the caller's
          enableOfflineQueue: false,
        })
        let told: Error | undefined // a wrong password is an event; `connect` says no more than that it is closed
        redis.on('error', (error) => {
          told = error
        })
        try {
          await redis.connect()
        } catch (error) {
          throw told ?? error
        }
        return redis
      },
      async put(redis, records) {
        const now = Date.now()
        const pairs = records.flatMap((record) => [record.id, JSON.stringify(record)])
        await redis.eval(SCRIPT, 2, stream, `${stream}:ids`, now, now - keepIdsDays * 86_400_000, ...pairs)
        return undefined
      },
      judge({ message }) {
        const code = /^(?:ERR )?(NOAUTH|WRONGPASS|NOPERM|WRONGTYPE|CROSSSLOT|invalid password)/.exec(
          message,
        )?.[1]
        return code ? { status: 'held', code: code.toLowerCase().replace(' ', '_') } : undefined
      },
      close: (redis) => redis.disconnect(),
    })
  },
)
