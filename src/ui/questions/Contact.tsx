import type { WrittenQuestion } from '../../engine/flow.ts'
import type { CardProps } from '../view.ts'

type Field = 'name' | 'email' | 'phone'
export type ContactValue = { [field in Field]?: string }

const INPUT = { name: 'text', email: 'email', phone: 'tel' } as const
const AUTOCOMPLETE = { name: 'name', email: 'email', phone: 'tel' } as const

export const contactFields = (question: WrittenQuestion): readonly Field[] =>
  (question.type === 'contact' && question.fields) || ['email']

/** Whether a field cannot be sent as it is. An address is only sent a message if it has an @ and a dot behind it. */
export const isWrong = (question: WrittenQuestion, field: Field, words = ''): boolean =>
  words ? field === 'email' && !/^\S+@\S+\.\S\S+$/.test(words) : question.required !== false

/** Name, e-mail, telephone, and what the person agrees to. */
export function Contact({ question, draft, strings, text, deeds, error }: CardProps) {
  if (question.type !== 'contact') return
  const value = (draft.value ?? {}) as ContactValue
  const label = { name: strings.name, email: strings.mail, phone: strings.phone }
  return [
    ...contactFields(question).map((field) => (
      <label key={field}>
        <span class="label">{label[field]}</span>
        <input
          class="text"
          type={INPUT[field]}
          autocomplete={AUTOCOMPLETE[field]}
          aria-describedby="error"
          aria-required={question.required !== false}
          aria-invalid={!!error && isWrong(question, field, value[field])}
          maxLength={field === 'phone' ? 40 : 200}
          value={value[field] ?? ''}
          onInput={(event) => deeds.edit({ value: { ...value, [field]: event.currentTarget.value } })}
        />
      </label>
    )),
    <p class="small consent" key="consent">
      {text(question.consent)}
    </p>,
  ]
}
