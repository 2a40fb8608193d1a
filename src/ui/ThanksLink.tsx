import { safeHref } from './safeHref.ts'
import type { CardProps } from './view.ts'

/** Where the thanks may lead. An address of another kind is not drawn. */
export const ThanksLink = ({ thanks: { link } }: CardProps) =>
  link &&
  safeHref(link.href) && (
    <a href={link.href} target="_blank" rel="noopener noreferrer">
      {link.label}
    </a>
  )
