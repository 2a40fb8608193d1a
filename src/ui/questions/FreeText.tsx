import type { CardProps } from '../view.ts'

/** A text of one or several lines. Fields are 16 px at least: smaller ones make a phone zoom the page. */
export function FreeText({ question, draft, text, deeds, error }: CardProps) {
  if (question.type !== 'text') return
  const Field = question.multiline === false ? 'input' : 'textarea'
  return (
    <Field
      class="text"
      aria-labelledby="q"
      aria-describedby="hint error"
      aria-required={question.required !== false}
      aria-invalid={!!error}
      maxLength={question.maxLength ?? 1000}
      placeholder={text(question.placeholder)}
      value={(draft.value as string) ?? ''}
      onInput={(event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
        deeds.edit({ value: event.currentTarget.value })
      }
    />
  )
}
