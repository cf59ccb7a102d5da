import type { ComponentChildren } from 'preact'

type Kind = 'main' | 'second'
const classOf = (kind: Kind): string => (kind === 'main' ? 'btn' : 'btn two')

export interface ButtonProps {
  kind?: Kind
  name?: string
  value?: string
  children: ComponentChildren
}

/** Sends its form. Never disabled: what is missing is said after pressing. */
export function Button({ kind = 'main', name, value, children }: ButtonProps) {
  return <button class={classOf(kind)} name={name} value={value}>{children}</button>
}

export interface ButtonLinkProps {
  kind?: Kind
  href: string
  /** To another house: no address of ours goes along. */
  away?: boolean
  children: ComponentChildren
}

export function ButtonLink({ kind = 'main', href, away, children }: ButtonLinkProps) {
  return <a class={classOf(kind)} href={href} rel={away ? 'noreferrer' : undefined}>{children}</a>
}

/**
 * What Enter does in a form of several buttons: browsers press the first one they find.
 * Out of sight and out of the tab order; the visible button does the same.
 */
export function DefaultAction({ name, value }: { name: string; value: string }) {
  return <button class="sr" name={name} value={value} tabIndex={-1} aria-hidden="true" />
}
