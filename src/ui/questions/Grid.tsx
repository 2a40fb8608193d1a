import { Option } from '../Option.tsx'
import type { CardProps } from '../view.ts'

const SIDE = 5

/** Moves through the grid in two dimensions; the radio button there is moved to, not chosen. */
function onArrow(event: KeyboardEvent & { currentTarget: HTMLElement }) {
  const radios = [...event.currentTarget.querySelectorAll('input')]
  const at = radios.indexOf(event.target as HTMLInputElement)
  const mirrored = event.currentTarget.matches(':dir(rtl)') ? -1 : 1
  const [across, down] =
    { ArrowLeft: [-mirrored, 0], ArrowRight: [mirrored, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
      event.key
    ] ?? []
  if (across === undefined || down === undefined) return
  event.preventDefault()
  const column = (at % SIDE) + across
  const to = radios[at + across + down * SIDE]
  if (to && column >= 0 && column < SIDE) {
    to.focus()
    to.click()
  }
}

/** Evaluative space: how positive across, how negative up, both in one tap. */
export function Grid({ question, draft, strings, text, deeds }: CardProps) {
  if (question.type !== 'emotion-grid') return
  const [negativeWord, positiveWord] = [
    text(question.negative) || strings.grid[0],
    text(question.positive) || strings.grid[1],
  ]
  const chosen = draft.value as { positive: number; negative: number } | undefined
  const cells = Array.from({ length: SIDE * SIDE }, (_, i) => ({
    positive: i % SIDE,
    negative: SIDE - 1 - Math.floor(i / SIDE),
  }))
  return (
    <div class="plane" onKeyDown={onArrow}>
      <span class="small up" aria-hidden="true">{`${negativeWord} →`}</span>
      <div class="cells">
        {cells.map(({ positive, negative }) => (
          <Option
            key={`${positive}${negative}`}
            value={`${positive}${negative}`}
            checked={chosen?.positive === positive && chosen.negative === negative}
            label={`${positiveWord} ${positive}, ${negativeWord} ${negative}`}
            onChoose={() => deeds.choose({ positive, negative })}
          />
        ))}
      </div>
      <span class="small across" aria-hidden="true">
        {positiveWord} <b>→</b>
      </span>
    </div>
  )
}
