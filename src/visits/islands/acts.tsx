import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Keys } from '../../web/islands/index.ts'
import type { FloorWords } from './screen.ts'

/** Something that can be done now. One list of them makes both the buttons and the keys. */
export interface Action<Does> {
  /** As useKeys names it: "u", "space", "1". Absent: by button only. */
  key?: string
  label: string
  does: Does
  /** Words for who hears the page, where the label leans on what is seen around it. */
  title?: string
}

export interface ActProps<Does> {
  words: FloorWords
  action: Action<Does>
  kind?: 'main' | 'wide'
  perform(does: Does): void
}

/** A button that shows its key. */
export function Act<Does>({ words: { common }, action, kind, perform }: ActProps<Does>) {
  const { key, label, does, title } = action
  return (
    <button type="button" class={kind ? `act ${kind}` : 'act'} title={title} onClick={() => perform(does)}>
      {label} {key && <kbd>{keyName(key, common.keys)}</kbd>}
    </button>
  )
}

export function keyName(key: string, names: FloorWords['common']['keys']): string {
  return key === 'space' || key === 'escape' ? names[key] : key.toUpperCase()
}

export function keysOf<Does>(actions: readonly Action<Does>[], perform: (does: Does) => void): Keys {
  return Object.fromEntries(actions.flatMap(({ key, does }) => (key ? [[key, () => perform(does)]] : [])))
}

export interface AskProps<Does> {
  words: FloorWords
  title: string
  text?: string
  actions: readonly Action<Does>[]
  cancel: Action<Does>
  perform(does: Does): void
  /** Between the text and the answers: fields. */
  children?: ComponentChildren
}

/** A question on the page, where the acts stood: its answers have keys of their own. */
export function Ask<Does>({ words, title, text, actions, cancel, perform, children }: AskProps<Does>) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section class="ask" aria-labelledby="ask-title">
      <h2 id="ask-title" ref={heading} tabIndex={-1}>{title}</h2>
      {text && <p class="muted">{text}</p>}
      {children}
      <div class="acts">
        {actions.map((action) => <Act key={action.label} words={words} action={action} perform={perform} />)}
        <Act words={words} action={cancel} perform={perform} />
      </div>
    </section>
  )
}
