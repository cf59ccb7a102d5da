import type { ComponentChildren } from 'preact'
import { fill } from '../../web/islands/index.ts'
import { numbersBehind, numberText } from '../number-text.ts'
import type { FloorAnswer } from '../wire.ts'
import type { ReceptionWords } from './reception-types.ts'

export interface KeyButtonProps {
  /** As it stands on the keyboard: "D", "Enter". */
  shows?: string
  kind?: 'main' | 'wide'
  /** Sends its form instead. */
  submits?: boolean
  press?: () => void
  children: ComponentChildren
}

/** An act and the key that does it. */
export function KeyButton({ shows, kind, submits = false, press, children }: KeyButtonProps) {
  const looks = kind ? `act ${kind}` : 'act'
  return (
    <button type={submits ? 'submit' : 'button'} class={looks} onClick={submits ? undefined : press}>
      <span>{children}</span> {shows && <kbd>{shows}</kbd>}
    </button>
  )
}

/** In a list to choose from, Enter does nothing by itself: it sends the form, as in every other field. */
export function sendByEnter(event: KeyboardEvent & { currentTarget: HTMLFormElement }): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLSelectElement)) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}

/** What was refused, or what happened instead. */
export interface Note {
  text: string
  isRefusal: boolean
}

export function NoteLine({ note }: { note: Note | undefined }) {
  if (!note) return null
  const [looks, role] = note.isRefusal ? (['said no', 'alert'] as const) : (['said', 'status'] as const)
  return <p class={looks} role={role}><span>{note.text}</span></p>
}

/** The number that the office would give next with a letter, as far as this screen knows. */
export function nextNumberShown(letter: string, floor: FloorAnswer | undefined, from: number): string {
  const given = numbersBehind(letter, (floor?.visits ?? []).map(({ number }) => number))
  return numberText(letter, Math.max(0, ...given.filter((one) => one < from)) + 1)
}

export function peopleText(words: ReceptionWords, count: number): string {
  return fill(words.ticket.people, { count })
}
