import { fill } from '../engine/localize.ts'
import type { CardProps } from './view.ts'

/** Later, the way back, and how far it is. */
export const Progress = ({ step, steps, strings, deeds, snooze }: CardProps) => [
  snooze && step === 1 && (
    <button type="button" class="quiet" onClick={() => deeds.close('snooze')} key="later">
      {strings.later}
    </button>
  ),
  step > 1 && (
    <button type="button" class="quiet" onClick={() => deeds.back()} key="back">
      {strings.back}
    </button>
  ),
  steps > 1 && (
    <div class="bar" key="bar">
      <span class="vh" id="step">
        {fill(strings.step, { n: step, m: steps })}
      </span>
      {Array.from({ length: steps }, (_, i) => (
        <i key={i} class={i < step ? 'on' : ''} />
      ))}
    </div>
  ),
]
