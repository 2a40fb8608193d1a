import type { CardProps } from '../view.ts'

/** Free text on the card of a score, always optional. */
export const Comment = ({ comment, draft, strings, text, deeds }: CardProps) => (
  <label>
    <span class="label">
      {text(comment)} <span class="small">{strings.optional}</span>
    </span>
    <textarea
      maxLength={2000}
      value={draft.comment ?? ''}
      onInput={(event) => deeds.edit({ comment: event.currentTarget.value })}
    />
  </label>
)
