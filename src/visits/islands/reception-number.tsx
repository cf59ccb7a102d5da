import { useEffect, useRef, useState } from 'preact/hooks'
import { fill } from '../../web/islands/index.ts'
import { numberText } from '../number-text.ts'
import type { FloorAnswer } from '../wire.ts'
import { maySplit } from './check-in-act.ts'
import { KeyButton, type Note, NoteLine } from './reception-parts.tsx'
import type { Given, ReceptionWords } from './reception-types.ts'

export interface NumberFormProps {
  words: ReceptionWords
  floor: FloorAnswer | undefined
  note: Note | undefined
  say(note: Note): void
  act(visit: string, verb: 'return' | 'leave'): void
  split(visit: string): void
  close(): void
}

/** Somebody with a slip: back after a missed call, or going home. */
export function NumberForm({ words, floor, note, say: tell, act, split, close }: NumberFormProps) {
  const { number: say, keys, ticket } = words
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const wanted = asked && asNumber(asked)
  const visit = wanted ? floor?.visits.find(({ number }) => number === wanted) : undefined
  const isAway = visit?.state === 'absent' || visit?.state === 'parked'
  const look = (): void => {
    setAsked(typed)
    const known = floor?.visits.find(({ number }) => number === asNumber(typed))
    if (!known) return tell({ isRefusal: true, text: fill(say.unknown, { number: typed }) })
    if (!['absent', 'parked', 'waiting'].includes(known.state)) {
      const values = { number: known.number, state: ticket.state[known.state] }
      tell({ isRefusal: false, text: fill(say.nothingToDo, values) })
    }
  }
  return (
    <form
      class="pane"
      onSubmit={(event) => {
        event.preventDefault()
        look()
      }}
    >
      <h2>{say.title}</h2>
      <p class="muted">{say.text}</p>
      <label class="lab" for="number">{say.label}</label>
      <div class="find">
        <input class="in" id="number" ref={field} value={typed} autocomplete="off" autocapitalize="characters"
          onInput={({ currentTarget }) => setTyped(currentTarget.value)} />
        <button class="btn">{say.find}</button>
      </div>
      <NoteLine note={note} />
      {visit && <p><b>{visit.number}</b>: {ticket.state[visit.state]}</p>}
      <div class="acts">
        {visit && isAway && (
          <KeyButton kind="main" press={() => act(visit.id, 'return')}>
            {fill(ticket.return, { number: visit.number })}
          </KeyButton>
        )}
        {visit && maySplit(visit) && (
          <KeyButton kind="wide" press={() => split(visit.id)}>{words.given.split}</KeyButton>
        )}
        {visit && (isAway || visit.state === 'waiting') && (
          <KeyButton kind="wide" press={() => act(visit.id, 'leave')}>{ticket.leave}</KeyButton>
        )}
        <KeyButton kind="wide" shows={keys.escape} press={close}>{ticket.back}</KeyButton>
      </div>
    </form>
  )
}

/** "a17", "A 17", "A-017" -> "A-017"; undefined for what is no number. */
export function asNumber(typed: string): string | undefined {
  const [, letter, digits] = /^\s*([a-z])[\s-]*0*(\d{1,3})\s*$/i.exec(typed) ?? []
  return letter && digits ? numberText(letter.toUpperCase(), Number(digits)) : undefined
}

export interface UndoAskProps {
  words: ReceptionWords
  given: Given
  onYes(): void
  close(): void
}

/** Asks once before a number is taken back: it is over afterwards. */
export function UndoAsk({ words: { undo: say, keys, ticket }, given, onYes, close }: UndoAskProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section class="ask" aria-labelledby="undo">
      <h2 id="undo" ref={heading} tabIndex={-1}>{fill(say.title, { number: given.number })}</h2>
      <p class="muted">{given.visit ? say.text : say.textLocal}</p>
      <div class="acts">
        <KeyButton shows="Y" press={onYes}>{fill(say.yes, { number: given.number })}</KeyButton>
        <KeyButton shows={keys.escape} press={close}>{ticket.back}</KeyButton>
      </div>
    </section>
  )
}
