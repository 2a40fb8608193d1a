import type { WrittenText } from '../engine/localize.ts'
import type { Run } from '../engine/run.ts'
import { Thanks } from './Thanks.tsx'
import type { QuestionProps, View } from './view.ts'

export interface CardProps extends QuestionProps {
  View: View
  status: Run['status']
  step: number
  steps: number
  /** A button is needed: the tap alone does not answer. */
  button: boolean
  /** Words of the comment that is asked for, now. */
  comment: WrittenText | undefined
  snooze: boolean
  thanks: Parameters<typeof Thanks>[0]
  /** What a screen reader is told, without the focus moving. */
  said: string
}

/** Types that hold native radio buttons; a choice only when it is single. */
const RADIOS = /^(nps|csat|ces|rating|agreement|emotion)/

/** The whole card. No state of its own: drawn anew, from the same properties the same. */
export function Card(props: CardProps) {
  const { question, View, strings, text, deeds, step, steps, status, draft, error } = props
  const optional = question.required === false
  const failed = status === 'failed'
  const radios = RADIOS.test(question.type) || (question.type === 'choice' && !question.multiple)
  return [
    <div class="body" key="body">
      {status === 'thanked' ? (
        <Thanks {...props.thanks} />
      ) : (
        <form
          noValidate
          aria-busy={status === 'keeping'}
          onSubmit={(event) => {
            event.preventDefault()
            failed ? deeds.retry() : deeds.send()
          }}
        >
          <fieldset
            key={question.id}
            {...(radios && { role: 'radiogroup', 'aria-required': !optional, 'aria-invalid': !!error })}
            aria-labelledby="q"
            aria-describedby="hint ends step error"
          >
            <legend id="q" tabIndex={-1}>
              {text(question.prompt)}
            </legend>
            <p class="small" id="hint">
              {[optional && strings.optional, text(question.hint)].filter(Boolean).join(' · ')}
            </p>
            <View {...props} />
          </fieldset>
          {props.comment && (
            <label>
              <span class="label">
                {text(props.comment)} <span class="small">{strings.optional}</span>
              </span>
              <textarea
                maxLength={2000}
                value={draft.comment ?? ''}
                onInput={(event) => deeds.edit({ comment: event.currentTarget.value })}
              />
            </label>
          )}
          <p class="error" id="error">
            {failed ? strings.failed : error}
          </p>
          <div class="foot">
            {step > 1 && (
              <button type="button" class="quiet" onClick={() => deeds.back()}>
                {strings.back}
              </button>
            )}
            {props.snooze && step === 1 && (
              <button type="button" class="quiet" onClick={() => deeds.close('snooze')}>
                {strings.later}
              </button>
            )}
            {steps > 1 && (
              <div class="bar">
                <span class="vh" id="step">
                  {strings.step.replace('{n}', `${step}`).replace('{m}', `${steps}`)}
                </span>
                {Array.from({ length: steps }, (_, i) => (
                  <i key={i} class={i < step ? 'on' : ''} />
                ))}
              </div>
            )}
            {(props.button || failed) && (
              <button type="submit" class="send">
                {failed ? strings.retry : step < steps ? strings.next : strings.send}
              </button>
            )}
          </div>
        </form>
      )}
    </div>,
    <button key="x" type="button" class="x" aria-label={strings.close} onClick={() => deeds.close('close')}>
      <svg viewBox="0 0 18 18" aria-hidden="true">
        <path d="m4 4 10 10M14 4 4 14" />
      </svg>
    </button>,
    <p key="said" class="vh" role="status">
      {props.said}
    </p>,
  ]
}
