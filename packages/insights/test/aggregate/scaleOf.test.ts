import { expect, it } from 'vitest'
import { scaleOf } from '../../src/index.ts'

it.each([
  ['nps', undefined, [0, 10]],
  ['csat', undefined, [1, 5]],
  ['ces', undefined, [1, 7]],
  ['emotion', undefined, [-2, 2]],
  ['rating', undefined, [1, 5]],
  ['rating', 7, [1, 7]],
  ['rating', 10, [1, 10]],
  ['rating', 11, [0, 10]],
  ['agreement', 7, [1, 7]],
  ['choice', undefined, undefined],
  ['text', undefined, undefined],
  ['emotion-grid', undefined, undefined],
] as const)('%s with %s points is answered on %j', (type, points, scale) => {
  expect(scaleOf({ type, points })).toEqual(scale)
})
