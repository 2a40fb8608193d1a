import type { Delivery } from '../engine/ports.ts'
import type { Core } from './core.ts'
import { createDelivery } from './delivery.ts'

/** The one delivery of a page, made when it is first needed. */
export function deliveryOf(core: Core): Delivery {
  return (core.queue ??= createDelivery({
    ...core.options,
    onEvent: ({ type, ...data }) => core.emit(type, data as never),
  }))
}
