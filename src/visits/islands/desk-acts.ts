import type { RefObject } from 'preact'
import { fill, postJson } from '../../web/islands/index.ts'
import type { VisitAnswer } from '../wire.ts'
import { checkIn } from './check-in-act.ts'
import { checkingOf, findTicket } from './find-ticket.ts'
import type { Note } from './reception-parts.tsx'
import { notCompared, willCome } from './reception-ticket.tsx'
import type { Checking, Found, Given, Mode, ReceptionData, Scan } from './reception-types.ts'
import type { Reception } from './use-reception.ts'

/** What acts at the desk work with: the screen's state, and who may change it. */
export interface DeskContext {
  data: ReceptionData
  reception: Reception
  field: RefObject<HTMLInputElement | null>
  last: Given | undefined
  setMode(mode: Mode): void
  say(note: Note | undefined): void
  setTyped(typed: string): void
  setLast(given: Given | undefined): void
  /** One act at a time: a key pressed twice, or a scanner that is faster than the network. */
  alone(act: () => Promise<void>): void
}

/** Ways from one state of the screen to another. */
export function movesOf({ data, field, setMode, say, setTyped, setLast }: DeskContext) {
  const go = (mode: Mode, note?: Note): void => {
    setMode(mode)
    say(note)
  }
  return {
    go,
    refuse: (text: string): void => say({ isRefusal: true, text }),
    toFind(note?: Note): void {
      go({ at: 'find' }, note)
      setTyped('')
      field.current?.focus()
    },
    put(found: Found, warning?: string): void {
      setTyped(found.code)
      field.current?.blur()
      const note = warning === undefined ? undefined : { isRefusal: true, text: warning }
      go({ at: 'ticket', checking: checkingOf(found) }, note)
    },
    give(given: Given): void {
      setLast(given)
      setTyped('')
      go({ at: 'given', given, print: 'not-yet' })
    },
    openWalkIn(wantsPriority: boolean): void {
      field.current?.blur()
      go({ at: 'walk-in', wantsPriority })
    },
    openCollection: data.collects
      ? (): void => {
          field.current?.blur()
          go({ at: 'collection' })
        }
      : undefined,
  }
}

/** Looks for what was scanned or typed, and puts it on the desk. */
export function find(desk: DeskContext, q: string): void {
  const { data, reception, field, setTyped, alone } = desk
  const { go, put, refuse } = movesOf(desk)
  const { nothing } = data.words.find
  alone(async () => {
    if (q.trim() === '') return refuse(nothing)
    const outcome = await findTicket(data, reception, q)
    const [only] = outcome.kind === 'found' ? outcome.found : []
    if (outcome.kind === 'refused' || !only) {
      setTyped('')
      return go({ at: 'find' }, { isRefusal: true, text: outcome.kind === 'refused' ? outcome.text : nothing })
    }
    if (outcome.found.length === 1) return put(only, outcome.note)
    field.current?.blur()
    go({ at: 'choose', found: outcome.found })
  })
}

/** Gives the number, once every person of the ticket was compared. */
export function finish(desk: DeskContext, checking: Checking): void {
  const { data, reception, alone } = desk
  const { give, refuse } = movesOf(desk)
  alone(async () => {
    const missing = whatIsMissing(data, checking)
    if (missing) return refuse(missing)
    const outcome = await checkIn(data, reception, checking)
    if (outcome.kind === 'given') give(outcome.given)
    else refuse(outcome.problem.detail)
  })
}

/** Somebody with a number is back, or goes. */
export function actOnVisit(desk: DeskContext, visit: string, verb: 'return' | 'leave'): void {
  const { data: { api, words }, reception, alone } = desk
  const { refuse, toFind } = movesOf(desk)
  alone(async () => {
    if (reception.isOffline) return refuse(words.offline.notNow)
    const answered = await postJson(`${api}/visits/${encodeURIComponent(visit)}/${verb}`, {})
    if (answered.kind === 'refused') return refuse(answered.problem.detail)
    if (answered.kind === 'no-network') return refuse(words.notSent)
    void reception.refresh()
    toFind()
  })
}

/** Gives each of a party a number of their own, and shows them; taking back is each number's own matter then. */
export function splitParty(desk: DeskContext, { visit, code, name }: Pick<Given, 'visit' | 'code' | 'name'>): void {
  const { data: { api, words }, reception, alone, setLast } = desk
  const { go, refuse } = movesOf(desk)
  alone(async () => {
    if (!visit || reception.isOffline) return refuse(words.offline.notNow)
    const answered = await postJson<VisitAnswer>(`${api}/visits/${encodeURIComponent(visit)}/split`, {})
    if (answered.kind === 'refused') return refuse(answered.problem.detail)
    if (answered.kind === 'no-network') return refuse(words.notSent)
    void reception.refresh()
    setLast(undefined)
    const { id, number, people, appointment, party = [] } = answered.value
    const given = { number, visit: id, people, code, name, again: false, party, ...(appointment && { appointment }) }
    go({ at: 'given', given, print: 'not-yet' })
  })
}

/** Prints, then asks whether the paper came. */
export function printGiven(desk: DeskContext, given: Given): void {
  const { data, reception } = desk
  const { go } = movesOf(desk)
  // The slip's own page cannot be had without the network, whoever gave the number.
  const { visit } = standing(reception, given)
  const isPrinting = printSlip(data, reception.isOffline ? undefined : visit, given.party && 'party')
  if (isPrinting) return go({ at: 'given', given, print: 'asked' })
  go({ at: 'given', given, print: 'by-hand' }, { isRefusal: true, text: data.words.given.blocked })
}

/** Once more, for somebody who was here before. */
export function printAgain(desk: DeskContext, visit: string): void {
  const { data, reception } = desk
  const { refuse } = movesOf(desk)
  if (reception.isOffline) return refuse(data.words.offline.notNow)
  if (!printSlip(data, visit)) refuse(data.words.given.blocked)
}

export function undo(desk: DeskContext): void {
  const { go, refuse } = movesOf(desk)
  if (desk.last) go({ at: 'undo', given: desk.last })
  else refuse(desk.data.words.undo.nothing)
}

/** Takes a number back: from what is kept here while it is not sent, else from the office. */
export function undoNow(desk: DeskContext, asked: Given): void {
  const { data: { api, words }, reception, alone, setLast } = desk
  const { go, refuse, toFind } = movesOf(desk)
  const given = standing(reception, asked)
  alone(async () => {
    const outcome = given.visit || !given.nonce ? undefined : await reception.desk.takeBack(given.nonce)
    if (outcome?.kind === 'refused') return refuse(outcome.why)
    const sent = asSent(given, outcome)
    // Sent in this moment, and somebody else had given a number: that one is another question.
    if (sent.number !== given.number) return go({ at: 'undo', given: sent })
    if (outcome?.kind !== 'waiting') {
      if (reception.isOffline) return refuse(words.offline.notNow)
      const answered = sent.visit && (await postJson(`${api}/visits/${encodeURIComponent(sent.visit)}/leave`, {}))
      if (!answered || answered.kind === 'no-network') return refuse(words.notSent)
      if (answered.kind === 'refused') return refuse(answered.problem.detail)
      void reception.refresh()
    }
    setLast(undefined)
    toFind({ isRefusal: false, text: fill(words.undo.done, { number: given.number }) })
  })
}

/** A number as it stands now: what was given without the network may have been sent since. */
export function standing({ kept }: Reception, given: Given): Given {
  return asSent(given, kept?.scans.find(({ nonce }) => nonce === given.nonce)?.outcome)
}

function asSent(given: Given, outcome: Scan['outcome'] | undefined): Given {
  return outcome?.kind === 'sent' ? { ...given, visit: outcome.visit, number: outcome.number } : given
}

/**
 * The slip in a window of its own, which prints itself; without a visit, which is to say
 * without the network, this page prints it. False: the browser let no window open.
 * `party`: one for each of the party, where each has their own number.
 */
function printSlip({ links }: ReceptionData, visit: string | undefined, party?: 'party'): boolean {
  if (!visit) {
    globalThis.print()
    return true
  }
  const address = `${links.slip.replace(':visit', encodeURIComponent(visit))}?print=now${party ? '&party=all' : ''}`
  return window.open(address, 'giliran-slip', 'popup,width=420,height=760') !== null
}

/** Why this ticket cannot be sent yet; undefined: it can. */
function whatIsMissing({ words }: ReceptionData, checking: Checking): string | undefined {
  const { ticket: say } = words
  const { found, cards } = checking
  if (found.checkIn.refusal) return found.checkIn.refusal
  const nameOf = (position: number): string => found.people.find((one) => one.position === position)?.name ?? ''
  const open = notCompared(checking)
  if (open.length > 0) {
    return fill(say.compareFirstText, { names: open.map(({ position }) => nameOf(position)).join(', ') })
  }
  const untyped = cards.find(({ card, nik }) => card === 'typing-error' && nik.replaceAll(/\D/g, '').length !== 16)
  if (untyped) return fill(say.nikMissing, { name: nameOf(untyped.position) })
  return willCome(checking) === 0 ? say.nobody : undefined
}
