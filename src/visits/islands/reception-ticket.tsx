import { useEffect, useRef } from 'preact/hooks'
import { fill } from '../../web/islands/index.ts'
import { helpKinds, priorityKinds } from '../model.ts'
import type { FloorAnswer, VisitAnswer } from '../wire.ts'
import { dayText } from './hall-times.ts'
import { maySplit } from './check-in-act.ts'
import { hourIn } from './moments.ts'
import { KeyButton, type Note, NoteLine, peopleText, sendByEnter } from './reception-parts.tsx'
import type { Card, CardCheck, Checking, Found, ReceptionData, ReceptionWords } from './reception-types.ts'

export interface ReceptionTicketProps {
  words: ReceptionWords
  locale: ReceptionData['locale']
  checking: Checking
  /** "2026-11-30" at the office. */
  today: string
  floor: FloorAnswer | undefined
  /** The number it would be given. */
  number: string
  isLocal: boolean
  note: Note | undefined
  deskHref: string
  change(checking: Checking): void
  checkIn(): void
  print(visit: string): void
  act(visit: string, verb: 'return' | 'leave'): void
  split(visit: string): void
  back(): void
}

/** The card's key for the first three people: 1 to 9. */
const keyOfCard = (index: number, card: number): string | undefined =>
  index < 3 ? String(index * 3 + card + 1) : undefined

export const cardsWithKey = ['same', 'typing-error', 'other-person'] as const satisfies readonly Card[]

/** What a digit means on the ticket on the desk; undefined: nothing. */
export function cardOfKey({ cards }: Checking, digit: number): { position: number; card: Card } | undefined {
  const check = cards[Math.floor((digit - 1) / 3)]
  return check && digit <= 9 ? { position: check.position, card: cardsWithKey[(digit - 1) % 3]! } : undefined
}

export const willCome = ({ cards }: Checking): number =>
  cards.filter(({ card }) => card === 'same' || card === 'typing-error').length
export const notCompared = ({ cards }: Checking): CardCheck[] => cards.filter(({ card }) => card === undefined)

/** Whoever was not compared is not here yet: the rest of the party goes on. */
export const othersAway = (checking: Checking): Checking => ({
  ...checking,
  cards: checking.cards.map((one) => (one.card ? one : { ...one, card: 'not-here' as const })),
})

/** The ticket on the desk: its people beside their cards, and one act that gives the number. */
export function ReceptionTicket(props: ReceptionTicketProps) {
  const { words, checking, isLocal } = props
  const { ticket: say } = words
  const { found } = checking
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [checking.nonce])
  return (
    <form
      class="col checking"
      onKeyDown={sendByEnter}
      onSubmit={(event) => {
        event.preventDefault()
        props.checkIn()
      }}
    >
      <section class="ticket" aria-labelledby="current">
        <div class="t-band"><p class="tag">{say.checking}</p><p>{found.services} · {found.code}</p></div>
        <div class="hem" aria-hidden="true" />
        <div class="t-body">
          <h2 class="t-code" id="current" ref={heading} tabIndex={-1}>
            <span class="sr">{say.appointment} </span>{hourIn(found.appointment, words)}
          </h2>
          <p class="timer">
            <span class="muted s">
              {found.day === props.today ? say.today : dayText(found.day, props.locale)},{' '}
              {peopleText(words, found.people.length)}
            </span>
            <b>{found.checkIn.when}</b>
          </p>
        </div>
        <div class="perf" />
        <div class="who" tabIndex={0} role="group" aria-label={say.compare}>
          <People {...props} />
        </div>
      </section>
      <NoteLine note={props.note} />
      <Acts {...props} />
      <p class="muted s">{isLocal ? say.slipLocal : say.slipComes}</p>
    </form>
  )
}

function People({ words, checking, change }: ReceptionTicketProps) {
  const { ticket: say } = words
  const { found, cards } = checking
  const set = (position: number, more: Partial<CardCheck>): void =>
    change({ ...checking, cards: cards.map((one) => (one.position === position ? { ...one, ...more } : one)) })
  return (
    <>
      {found.checkIn.refusal && <p class="said no"><span>{found.checkIn.refusal}</span></p>}
      <h3>{say.compare}</h3>
      {found.people.map((person) => {
        const index = cards.findIndex(({ position }) => position === person.position)
        const check = cards[index]
        return check
          ? <PersonCards key={person.position} words={words} person={person} index={index} check={check} set={set} />
          : <p class="seen" key={person.position}><b>{person.name}</b> <span class="in-s here">{say.present}</span></p>
      })}
      {found.companion !== undefined && (
        <p class="muted s">{found.companion ? fill(say.companion, { name: found.companion }) : say.companionUnnamed}</p>
      )}
      {found.people.length > 1 && notCompared(checking).length > 0 && (
        <div class="acts">
          <KeyButton kind="wide" shows="0" press={() => change(othersAway(checking))}>{say.restNotHere}</KeyButton>
        </div>
      )}
      {cards.some(({ card }) => card === 'other-person') && <p class="muted s">{say.otherPersonText}</p>}
      {cards.length > 0 && <Extras words={words} checking={checking} change={change} />}
    </>
  )
}

interface PersonCardsProps {
  words: ReceptionWords
  person: Found['people'][number]
  index: number
  check: CardCheck
  set(position: number, more: Partial<CardCheck>): void
}

function PersonCards({ words: { ticket: say }, person, index, check, set }: PersonCardsProps) {
  const { position } = person
  const labels = { same: say.same, 'typing-error': say.typingError, 'other-person': say.otherPerson }
  const field = `nik-${position}`
  return (
    <fieldset class="seen">
      <legend>
        <b>{person.name}</b>{' '}
        {check.card === 'not-here' && <span class="in-s void">{say.notHere}</span>}{' '}
        <span class="muted">
          {person.nik}{person.born && ` · ${fill(say.born, { born: person.born })}`}
          {person.nikAsPrinted && ` · ${say.asPrinted}`}
        </span>
      </legend>
      <div class="seg">
        {cardsWithKey.map((card, i) => (
          <label class="act" key={card}>
            <input
              type="radio"
              name={`card-${position}`}
              checked={check.card === card}
              onChange={() => set(position, { card })}
            />
            <span>{labels[card]}</span>
            {keyOfCard(index, i) && <kbd>{keyOfCard(index, i)}</kbd>}
          </label>
        ))}
      </div>
      {check.card === 'typing-error' && (
        <div class="memo">
          <label class="muted s" for={field}>{say.nikOnCard}</label>
          <input
            class="in"
            id={field}
            inputMode="numeric"
            autocomplete="off"
            value={check.nik}
            onInput={({ currentTarget }) => set(position, { nik: currentTarget.value })}
          />
        </div>
      )}
    </fieldset>
  )
}

/** Going first, and help wished for: only where somebody asks for it, so it takes one line until then. */
function Extras({ words, checking, change }: Pick<ReceptionTicketProps, 'words' | 'checking' | 'change'>) {
  const { ticket: say } = words
  return (
    <div class="extras">
      <label class="lab" for="priority">{say.priority} <kbd>B</kbd></label>
      <PrioritySelect
        words={words}
        value={checking.priority}
        onChange={(priority) => change({ ...checking, priority })}
      />
      <HelpChoice words={words} help={checking.help} onChange={(help) => change({ ...checking, help })} />
    </div>
  )
}

export interface PrioritySelectProps {
  words: ReceptionWords
  value: Checking['priority']
  onChange(priority: Checking['priority']): void
}

export function PrioritySelect({ words, value, onChange }: PrioritySelectProps) {
  return (
    <select
      class="in"
      id="priority"
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value as Checking['priority'])}
    >
      <option value="">{words.ticket.noPriority}</option>
      {priorityKinds.map((kind) => <option key={kind} value={kind}>{words.priorityKinds[kind]}</option>)}
    </select>
  )
}

export interface HelpChoiceProps {
  words: ReceptionWords
  help: Checking['help']
  onChange(help: Checking['help']): void
}

export function HelpChoice({ words, help, onChange }: HelpChoiceProps) {
  return (
    <details open={help.length > 0}>
      <summary>{words.ticket.help}</summary>
      <div class="checks">
        {helpKinds.map((kind) => (
          <label key={kind}>
            <input
              type="checkbox"
              checked={help.includes(kind)}
              onChange={({ currentTarget: { checked } }) =>
                onChange(checked ? [...help, kind] : help.filter((one) => one !== kind))}
            />{' '}
            {words.helpKinds[kind]}
          </label>
        ))}
      </div>
    </details>
  )
}

function Acts(props: ReceptionTicketProps) {
  const { words: { ticket: say, keys }, checking, floor, deskHref, back } = props
  const { found } = checking
  const visit = floor?.visits.find(({ id }) => id === found.visit)
  const others = floor?.visits.filter(({ number }) => visit?.party?.includes(number)) ?? []
  return (
    <div class="acts">
      {visit && !visit.party && (
        <p class="wide">{fill(say.here, { number: visit.number })}: {say.state[visit.state]}.</p>
      )}
      {checking.cards.length > 0 && found.checkIn.may && <Main {...props} />}
      {visit && <VisitActs {...props} visit={visit} />}
      {others.map((one) => <VisitActs key={one.id} {...props} visit={one} />)}
      {!found.checkIn.may && <a class="act wide" href={deskHref}>{say.desk}</a>}
      <KeyButton shows={keys.escape} kind="wide" press={back}>{say.back}</KeyButton>
    </div>
  )
}

/** Names how many get which number; says what is lacking instead of being greyed out. */
function Main({ words: { ticket: say, keys }, checking, number }: ReceptionTicketProps) {
  const left = notCompared(checking).length
  const count = willCome(checking)
  const label = left > 0
    ? fill(say.compareFirst, { count: left })
    : fill(checking.found.number ? say.mainMore : say.main, { count, number: checking.found.number ?? number })
  return <KeyButton kind="main" shows={keys.enter} submits>{label}</KeyButton>
}

/** What may be done with a number; of several of a party each in a row of its own, by few words. */
function VisitActs(props: ReceptionTicketProps & { visit: VisitAnswer }) {
  const { words: { ticket: say, given }, visit, print, act, split } = props
  const { id, number, state, party } = visit
  const isAway = state === 'absent' || state === 'parked'
  const mayLeave = isAway || state === 'waiting'
  const which = party && <span class="sr"> {number}</span>
  return (
    <>
      {party && <p><b>{number}</b> {say.state[state]}</p>}
      {isAway && (
        <KeyButton kind="wide" press={() => act(id, 'return')}>
          {fill(say.return, { number })}
        </KeyButton>
      )}
      {maySplit(visit) && <KeyButton kind="wide" press={() => split(id)}>{given.split}</KeyButton>}
      <KeyButton press={() => print(id)}>{party ? say.printOne : say.printAgain}{which}</KeyButton>
      {mayLeave && <KeyButton press={() => act(id, 'leave')}>{party ? say.leaveOne : say.leave}{which}</KeyButton>}
      {party && !mayLeave && <span />}
    </>
  )
}
