import { Thanks } from './Thanks.tsx'
import { type CardProps, viewName } from './view.ts'

/** Types without radio buttons of their own. A choice has them unless several may be chosen. */
const NO_RADIOS = /^(text|contact|link)$/

/** The whole card: question or thanks, the close button, and the live region. */
export function Card(props: CardProps) {
  const { question, views, strings, text, deeds, status, error } = props
  const View = views[viewName(question)]!
  const { hint: Hint, comment: Comment, progress: Progress } = views
  const radios = !NO_RADIOS.test(question.type) && !('multiple' in question && question.multiple)
  return [
    <div class="body">
      {status === 'thanked' ? (
        <Thanks {...props} />
      ) : (
        <form
          noValidate
          aria-busy={status === 'keeping'}
          onSubmit={(event) => {
            event.preventDefault()
            deeds.send()
          }}
        >
          <fieldset
            key={question.id}
            tabIndex={-1}
            {...(radios && {
              role: 'radiogroup',
              'aria-required': question.required !== false,
              'aria-invalid': !!error,
            })}
            aria-labelledby="q"
            aria-describedby="hint ends step error"
          >
            <legend id="q">{text(question.prompt)}</legend>
            {Hint && <Hint {...props} />}
            <View {...props} />
          </fieldset>
          {Comment && props.comment && <Comment {...props} />}
          <p class="error" id="error">
            {error}
          </p>
          <div class="foot">
            {Progress && <Progress {...props} />}
            {props.button && (
              <button type="submit" class="send">
                {status === 'failed' ? strings.retry : props.step < props.steps ? strings.next : strings.send}
              </button>
            )}
          </div>
        </form>
      )}
    </div>,
    <button type="button" class="x" aria-label={strings.close} onClick={() => deeds.close('close')}>
      <svg viewBox="0 0 18 18" aria-hidden="true">
        <path d="m4 4 10 10M14 4 4 14" />
      </svg>
    </button>,
    <p class="vh" role="status">
      {props.said}
    </p>,
  ]
}
