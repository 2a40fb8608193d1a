import { Option } from './Option.tsx'
import type { ScaleStep } from './scaleOf.ts'
import type { CardProps } from './view.ts'

/** Class of a row of options: on phones more than six take two lines. */
export const rowOf = (count: number): string => `row scale c${count > 6 ? Math.ceil(count / 2) : ''}`

/** Words under the ends of a scale. */
export const Ends = ({ low, high }: { low: string; high: string }) =>
  (low || high) && (
    <div class="ends" id="ends">
      <span>{low}</span>
      <span>{high}</span>
    </div>
  )

/** Numbers in a row, with the words of the ends below. */
export const Scale = ({ draft, deeds }: CardProps, steps: readonly ScaleStep[]) => [
  <div class={rowOf(steps.length)}>
    {steps.map(({ value, word }) => (
      <Option
        key={value}
        value={value}
        checked={draft.value === value}
        label={word && `${value} ${word}`}
        onChoose={() => deeds.choose(value)}
      >
        {value}
      </Option>
    ))}
  </div>,
  <Ends low={steps[0]!.word} high={steps[steps.length - 1]!.word} />,
]
