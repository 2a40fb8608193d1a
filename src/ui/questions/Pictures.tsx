import { Option } from '../Option.tsx'
import { Ends, rowOf } from '../Scale.tsx'
import { scaleOf } from '../scaleOf.ts'
import { type CardProps, viewName } from '../view.ts'

const STAR = 'm16 4.5 3.5 7.2 7.8 1.1-5.7 5.5 1.4 7.8-7-3.7-7 3.7 1.4-7.8-5.7-5.5 7.8-1.1z'
const THUMB =
  'M10 14v12H5.5V14zm0 0 5-10c2.3 0 3.4 1.6 3 3.7L17.2 12H24c1.9 0 3.1 1.6 2.7 3.4l-1.9 8.2c-.3 1.4-1.5 2.4-3 2.4H10'

/** A face drawn from one number, −2 to 2: emoji differ by platform, and no meaning may hang on red and green. */
function face(mood: number): string {
  const corner = 21 - mood * 0.9
  const mouth = `M10.5 ${corner}Q16 ${corner + mood * 3.6} 21.5 ${corner}${mood > 1 ? 'z' : ''}`
  const brows = mood < -1 ? 'm9 10 4 1.8m10-1.8-4 1.8' : ''
  return `M16 3a13 13 0 1 0 .1 0zM11.8 13.5v.8m8.4-.8v.8${mouth}${brows}`
}

/** Faces, stars and thumbs, each with its word. */
export function Pictures(props: CardProps) {
  const steps = scaleOf(props)
  const { draft, deeds } = props
  const name = viewName(props.question)
  const stars = name === 'stars'
  return [
    <div class={`${rowOf(steps.length)} ${stars ? 'stars' : 'faces'}`} key="row">
      {steps.map(({ value, word }, i) => (
        <Option
          key={value}
          value={value}
          checked={draft.value === value}
          label={stars ? `${value} ${word}` : undefined}
          class={stars && (draft.value as number) >= value ? 'on' : ''}
          onChoose={() => deeds.choose(value)}
        >
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path
              d={stars ? STAR : name === 'thumbs' ? THUMB : face((i * 4) / (steps.length - 1) - 2)}
              transform={name === 'thumbs' && !i ? 'rotate(180 16 16)' : undefined}
            />
          </svg>
          {!stars && word}
        </Option>
      ))}
    </div>,
    stars && <Ends key="ends" low={steps[0]!.word} high={steps.at(-1)!.word} />,
  ]
}
