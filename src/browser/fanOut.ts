import type { Delivery, DeliveryEvent, DeliveryOptions, Kept, Sink } from '../engine/ports.ts'
import { PulsoError } from '../errors.ts'
import type { Core } from './core.ts'
import { createDelivery } from './delivery.ts'
import { loadAdapter } from './loadAdapter.ts'
import type { PulsoOptions } from './options.ts'
import { sinkPost } from './sinkPost.ts'

type FanOutOptions = Pick<PulsoOptions, 'sinks' | 'adapter' | 'adapterOptions'> &
  Omit<DeliveryOptions, 'onEvent'> & { onEvent: (event: DeliveryEvent & { sink?: string }) => void }

/**
 * The one delivery of a page that has sinks.
 *
 * @param asked - the consent when this file was asked for. Where it is refused since, `destroy` may have come before
 *   the file: nothing is sent then, and what is still kept waits for the next page.
 */
export function openFanOut(core: Core, asked: Core['consent'], options: FanOutOptions): Delivery {
  if (core.queue) return core.queue
  const queue = createFanOut(options)
  if (asked !== core.consent && core.consent === 'denied') queue.destroy()
  else core.queue = queue
  return queue
}

/**
 * One queue for each sink, and one for the collector if there is an endpoint: each keeps its own copies, limits, holds
 * and dead letters, so that a sink that is broken delays no other. A record is gone from this device when all have
 * settled it.
 *
 * @throws {@link PulsoError} `invalid_options` when there is no destination at all.
 */
export function createFanOut(options: FanOutOptions): Delivery {
  const { endpoint, key, sinks = [], adapter, onEvent } = options
  const isAlone = endpoint === 'none'
  const all: Delivery[] = isAlone ? [] : [createDelivery(options)]
  const names: (string | undefined)[] = isAlone ? [] : [undefined]
  const add = (name: string, get: () => Sink | Promise<Sink>) => {
    const same = names.filter((each) => each?.split('#')[0] === name).length
    const sink = same ? `${name}#${same + 1}` : name // by their order: two webhooks are two destinations
    names.push(sink)
    all.push(
      createDelivery({
        ...options,
        prefix: `sink ${sink} ${key} `,
        ack: 'ids', // whatever the endpoint does: `sinkPost` names what the sink took
        post: sinkPost(get),
        onEvent: (event) => onEvent({ ...event, sink }),
      }),
    )
  }
  for (const sink of sinks) add(sink.name, () => sink)
  if (adapter) {
    const { name, get } = loadAdapter(adapter, options.adapterOptions)
    add(name, get)
  }
  const [first] = all
  if (!first)
    throw new PulsoError(
      'invalid_options',
      'With endpoint "none" answers go to sinks: give sinks or an adapter.',
    )
  const each = <T>(ask: (delivery: Delivery) => Promise<T>): Promise<T[]> => Promise.all(all.map(ask))

  return {
    /** As durable as where it is least so. */
    async keep(records) {
      const kept = await each((delivery) => delivery.keep(records))
      const worst = (['failed', 'device'] as const).find((how) => kept.includes(how))
      return worst ?? ('sent' satisfies Kept)
    },
    settled: async (ids) =>
      (await each((delivery) => delivery.settled(ids))).find((fate) => fate === 'rejected') ?? 'sent',
    flush: async () => void (await each((delivery) => delivery.flush())),
    hide() {
      for (const delivery of all) delivery.hide()
    },
    pending: async () => Math.max(...(await each((delivery) => delivery.pending()))),
    deadLetters: async () =>
      (await each((delivery) => delivery.deadLetters())).flatMap((letters, index) => {
        const sink = names[index]
        return sink ? letters.map((letter) => ({ ...letter, sink })) : letters
      }),
    async requeue(ids) {
      let count = 0
      for (const moved of await each((delivery) => delivery.requeue(ids))) count += moved
      return count
    },
    claim: first.claim, // all of them share one history
    wipe: async () => void (await each((delivery) => delivery.wipe())),
    destroy() {
      for (const delivery of all) delivery.destroy()
    },
  }
}
