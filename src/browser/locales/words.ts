// Languages, in a file that an English page with an English survey does not fetch.
export { directionOf, pickLocale } from '../../engine/pickLocale.ts'
export { loadStrings } from './loadStrings.ts'
