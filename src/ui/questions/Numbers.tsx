import { Scale } from '../Scale.tsx'
import { scaleOf } from '../scaleOf.ts'
import type { CardProps } from '../view.ts'

/** Satisfaction, ease, agreement and rating, as numbers in a row. */
export const Numbers = (props: CardProps) => Scale(props, scaleOf(props))
