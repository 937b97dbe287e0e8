import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

/** `primary` once per form or page; `danger` for what cannot be taken back; `quiet` beside others. */
export type ButtonTone = 'primary' | 'secondary' | 'quiet' | 'danger'

type Look = {
  tone?: ButtonTone | undefined
  small?: boolean | undefined
  icon?: IconName | undefined
  children: ComponentChildren
}

const looks = ({ tone = 'secondary', small }: Look) => `btn ${tone}${small ? ' small' : ''}`

export type ButtonProps = Look & {
  type?: 'submit' | 'button' | 'reset' | undefined
  name?: string | undefined
  value?: string | undefined
  /** Id of the form it sends, when it stands outside of it. */
  form?: string | undefined
  /** Another address than the form's, e.g. for a second action on the same rows. */
  formaction?: string | undefined
  /** Sends without the browser's own checks: for "save draft" and "cancel". */
  formnovalidate?: boolean | undefined
  /** Id of the dialog or menu (an element with `popover`) it opens or closes. */
  popovertarget?: string | undefined
  disabled?: boolean | undefined
  /** Only where the visible words would not be enough, e.g. "Remove" in each row of a table. */
  'aria-label'?: string | undefined
}

export function Button({ tone, small, icon, children, type = 'submit', ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} class={looks({ tone, small, children })}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

export type LinkButtonProps = Look & {
  href: string
  /** Saves instead of opening; the value is the proposed file name. */
  download?: string | boolean | undefined
  rel?: string | undefined
  'aria-label'?: string | undefined
}

export function LinkButton({ tone, small, icon, children, ...rest }: LinkButtonProps) {
  return (
    <a {...rest} class={looks({ tone, small, children })}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  )
}
