import type { WrittenQuestion } from '../engine/flow.ts'
import type { Strings } from '../engine/ports.ts'
import type { Draft, Views } from './view.ts'

export { css } from './more.css.ts'
export const views: Views = {}
export const check = (_question: WrittenQuestion, _draft: Draft, _strings: Strings): string => ''
