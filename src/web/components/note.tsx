import type { ComponentChildren } from 'preact'

/** A fact that stands beside the matter: a fee, a promise. */
export function Note({ children }: { children: ComponentChildren }) {
  return <p class="note">{children}</p>
}
