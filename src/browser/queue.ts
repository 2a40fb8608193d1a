export { deliveryOf } from './deliveryOf.ts'
export { deadLetters, deny, flush, outcome, requeue, reset } from './verbs.ts'
