import type { Strings } from '../engine/ports.ts'
import { baseStrings } from './baseStrings.en.ts'
import { moreStrings } from './moreStrings.en.ts'

/** Everything that a card may say of its own. In the page it comes in two files. */
export const strings: Strings = { ...baseStrings, ...moreStrings }
