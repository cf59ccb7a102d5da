import type { ComponentChildren } from 'preact'

/** A quiet link on a line of its own, large enough for a thumb. */
export function BackLink({ href, children }: { href: string; children: ComponentChildren }) {
  return <p><a class="back" href={href}>{children}</a></p>
}
