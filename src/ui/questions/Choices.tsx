import { fill } from '../../engine/localize.ts'
import { Option } from '../Option.tsx'
import { shuffled } from '../shuffled.ts'
import type { CardProps } from '../view.ts'

/** One or several of a list, as chips; 'other' stays last and opens a field. */
export function Choices({ question, draft, strings, text, deeds, lot }: CardProps) {
  if (question.type !== 'choice') return
  const { multiple, max = 99, other } = question
  const chosen = [draft.value ?? []].flat() as string[]
  const full = multiple && chosen.length >= max
  const listed = question.choices.map(({ id, label }) => ({ id, label: text(label) }))
  const options = question.shuffle ? shuffled(listed, lot) : listed
  if (other) options.push({ id: 'other', label: other === true ? strings.other : text(other) })
  return [
    <div class="chips" key="chips">
      {options.map(({ id, label }) => {
        const checked = chosen.includes(id)
        return (
          <Option
            key={id}
            type={multiple ? 'checkbox' : 'radio'}
            value={id}
            checked={checked}
            disabled={!!full && !checked}
            onChoose={() => {
              if (!multiple) deeds.choose(id)
              else deeds.edit({ value: checked ? chosen.filter((one) => one !== id) : [...chosen, id] })
            }}
          >
            {label}
          </Option>
        )
      })}
    </div>,
    multiple && question.max && (
      <p class="small" id="ends" role="status" key="max">
        {fill(strings.step, { n: chosen.length, m: max })}
      </p>
    ),
    chosen.includes('other') && (
      <input
        key="other"
        class="text"
        aria-label={options.at(-1)!.label}
        maxLength={200}
        value={draft.other ?? ''}
        onInput={(event) => deeds.edit({ other: event.currentTarget.value })}
      />
    ),
  ]
}
