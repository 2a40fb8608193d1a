import type { Delivery, DeliveryOptions } from '../engine/ports.ts'
import type { Core } from './core.ts'
import { createDelivery } from './delivery.ts'

/** The one delivery of a page, made when it is first needed. Rejects when the file for several sinks does not come. */
export async function deliveryOf(core: Core): Promise<Delivery> {
  const { options, consent } = core
  const all: DeliveryOptions = {
    ...options,
    onEvent: ({ type, ...data }) => core.emit(type, data as never),
  }
  return options.sinks || options.adapter || options.endpoint === 'none'
    ? (await import('./fanOut.ts')).openFanOut(core, consent, all)
    : (core.queue ??= createDelivery(all))
}
