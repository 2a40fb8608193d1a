import { expect, it } from 'vitest'
import { type Loop, loopOf } from '../../src/index.ts'
import { action } from '../support/programme.ts'

it.each<[object, Loop['stage'], string | null]>([
  [{ due: '2026-05-16' }, 'planned', 'to be done by 2026-05-16'],
  [{ due: '2026-05-15' }, 'planned', 'to be done by 2026-05-15'],
  [{ due: '2026-05-14' }, 'overdue', 'to be done; it was due on 2026-05-14'],
  [{ done: '2026-05-01' }, 'acted', 'a measurement of ces after 2026-05-01'],
  [{ done: '2026-05-01', measuredAgain: '2026-04-30' }, 'acted', 'a measurement of ces after 2026-05-01'],
  [{ done: '2026-05-01', measuredAgain: '2026-05-01' }, 'closed', null],
])('003-22 on 15 May the loop of an action with %j is %s', (more, stage, missing) => {
  expect(loopOf({ ...action, ...more }, '2026-05-15')).toEqual({
    action: 'a1',
    touchpoint: 'pay',
    stage,
    missing,
  })
})
