import { Scale } from './Scale.tsx'
import type { CardProps } from './view.ts'

/** Eleven numbers, 0 to 10, with words at the ends. */
export const Nps = (props: CardProps) => {
  const { low, high } = props.question as { low?: string; high?: string }
  return Scale(
    props,
    Array.from({ length: 11 }, (_, value) => ({
      value,
      word: value
        ? value > 9
          ? props.text(high) || props.strings.npsHigh
          : ''
        : props.text(low) || props.strings.npsLow,
    })),
  )
}
