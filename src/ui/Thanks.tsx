import { safeHref } from './safeHref.ts'
import type { CardProps } from './view.ts'

/** The last card. It says what is true: saved here, or sent. */
export const Thanks = ({ title, message, where, link }: CardProps['thanks']) => (
  <div class="thanks">
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="m5 12.5 4.5 4.5L19 7.5" />
    </svg>
    <div>
      <p class="q">{title}</p>
      <p class="small">{message}</p>
      <p class="small">{where}</p>
      {link && safeHref(link.href) && (
        <a href={link.href} target="_blank" rel="noopener noreferrer">
          {link.label}
        </a>
      )}
    </div>
  </div>
)
