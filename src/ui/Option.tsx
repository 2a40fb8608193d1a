import type { ComponentChildren } from 'preact'

interface OptionProps {
  type?: 'radio' | 'checkbox'
  value: string | number
  checked: boolean
  label?: string | undefined
  onChoose: () => void
  class?: string | undefined
  disabled?: boolean
  children?: ComponentChildren
}

/**
 * A native radio button or checkbox that fills its cell. Groups are named per shadow root, so one fixed name cannot
 * collide with the page or with a second survey.
 */
export const Option = ({
  type = 'radio',
  class: style = '',
  label,
  onChoose,
  children,
  ...rest
}: OptionProps) => (
  <label class={`o ${style}`}>
    <input type={type} name="o" aria-label={label} onClick={onChoose} {...rest} />
    <span>{children}</span>
  </label>
)
