import { fill } from '../engine/localize.ts'
import type { CardProps } from './view.ts'

/** The way back, and how far it is. */
export const Progress = ({ step, steps, strings, deeds }: CardProps) => [
  step > 1 && (
    <button type="button" class="quiet" onClick={() => deeds.back()} key="back">
      {strings.back}
    </button>
  ),
  <div class="bar" key="bar">
    <span class="vh" id="step">
      {fill(strings.step, { n: step, m: steps })}
    </span>
    {Array.from({ length: steps }, (_, i) => (
      <i key={i} class={i < step ? 'on' : ''} />
    ))}
  </div>,
]
