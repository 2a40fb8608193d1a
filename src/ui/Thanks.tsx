import type { CardProps } from './view.ts'

/** The last card. It says what is true: saved here, or sent. */
export const Thanks = (props: CardProps) => {
  const { title, message, where } = props.thanks
  const { thanksLink: Link } = props.views
  return (
    <div class="thanks">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="m5 12.5 4.5 4.5L19 7.5" />
      </svg>
      <div>
        <p class="q">{title}</p>
        <p class="small">{message}</p>
        <p class="small">{where}</p>
        {Link && <Link {...props} />}
      </div>
    </div>
  )
}
