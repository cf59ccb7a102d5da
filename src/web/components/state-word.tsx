import type { ComponentChildren } from 'preact'

/** Shape and colour of a state: full dot, half dot, cross, bar. */
export type StateShape = 'many' | 'few' | 'full' | 'shut'

/** A state as shape, word and colour together: in grey nothing is lost. */
export function StateWord({ shape, children }: { shape: StateShape; children: ComponentChildren }) {
  return <span class={`st ${shape}`}>{children}</span>
}
