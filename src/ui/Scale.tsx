import { Option } from './Option.tsx'
import { scaleOf } from './scaleOf.ts'
import type { QuestionProps } from './view.ts'

/** Numbers in a row: recommendation, satisfaction, ease, agreement, rating. On phones long ones take two rows. */
export function Scale(props: QuestionProps) {
  const steps = scaleOf(props)
  const low = steps[0]?.word
  const high = steps.at(-1)?.word
  return [
    <div class={`row scale c${steps.length > 6 ? Math.ceil(steps.length / 2) : ''}`}>
      {steps.map(({ value, word }) => (
        <Option
          key={value}
          value={value}
          checked={props.draft.value === value}
          label={word && `${value} ${word}`}
          onChoose={() => props.deeds.choose(value)}
        >
          {value}
        </Option>
      ))}
    </div>,
    (low || high) && (
      <div class="ends" id="ends">
        <span>{low}</span>
        <span>{high}</span>
      </div>
    ),
  ]
}
