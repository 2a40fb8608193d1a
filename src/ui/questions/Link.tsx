import { safeHref } from '../safeHref.ts'
import type { CardProps } from '../view.ts'

/** A link in a new tab that learns nothing of this page. An address of another kind is not drawn. */
export function Link({ question, strings, text, deeds }: CardProps) {
  if (question.type !== 'link' || !safeHref(question.href)) return
  return (
    <a
      class="send link"
      href={question.href}
      target="_blank"
      rel="noopener noreferrer"
      onClick={() => deeds.choose('opened')}
    >
      {text(question.label)}
      <span class="vh">{strings.newTab}</span>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="M7 5h8v8m0-8-9.5 9.5" />
      </svg>
    </a>
  )
}
