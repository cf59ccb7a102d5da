import type indonesian from '../pages/messages.reception.id.ts'
import type { HelpKind, PriorityKind } from '../model.ts'
import type { CheckInBody, ExpectedAnswer, FloorAnswer, LookUpAnswer } from '../wire.ts'

export type ReceptionWords = (typeof indonesian)['screen']
export type Found = LookUpAnswer['found'][number]
export type Expected = ExpectedAnswer['tickets'][number]
export type Card = CheckInBody['people'][number]['card']

/** What the page gives to reception's screen. Nothing personal: the page itself is kept for offline. */
export interface ReceptionData {
  words: ReceptionWords
  locale: 'id' | 'en'
  /** "/api/v1/offices/wonosobo/sites/kantor" */
  api: string
  /** Names the place in the browser's own store: "wonosobo/kantor". */
  place: string
  timeZone: string
  letters: { appointment: string; priority: string; walkIn: string }
  services: readonly { id: string; name: string }[]
  purposes: readonly { id: string; name: string }[]
  /** Finished passports are handed out by numbers of this hall. */
  collects: boolean
  /** `slip`: with ":visit" in the visit's place. `worker`, `scope`: of the service worker. */
  links: {
    dayList: string
    slip: string
    desk: string
    door: string
    signIn: string
    worker: string
    scope: string
  }
}

/** The hall and the day list as they were last told; undefined: nothing was told yet. */
export interface Told {
  floor: FloorAnswer
  list: ExpectedAnswer
}

/** One person of a ticket, compared with the card; `card` undefined: not yet. */
export interface CardCheck {
  position: number
  card?: Card
  /** As typed from the card, for a typing error. */
  nik: string
}

/** A ticket that is being checked in. */
export interface Checking {
  found: Found
  /** Made once a scan: sending again changes nothing. */
  nonce: string
  cards: CardCheck[]
  priority: PriorityKind | ''
  help: HelpKind[]
}

/** A number that was handed over. */
export interface Given {
  number: string
  /** Absent: given without the network, and not sent since. */
  visit?: string
  nonce?: string
  people: number
  /** Empty: it has no ticket. */
  code: string
  name: string
  appointment?: string
  before?: number
  expected?: { from: string; to: string }
  again: boolean
  /** Of a party on one number that may have one each. */
  maySplit?: boolean
  /** Numbers of the others of the party, where each has their own. */
  party?: readonly string[]
}

/** What the left column shows. */
export type Mode =
  | { at: 'find' }
  | { at: 'camera' }
  | { at: 'choose'; found: Found[] }
  | { at: 'ticket'; checking: Checking }
  | { at: 'given'; given: Given; print: 'not-yet' | 'asked' | 'by-hand' }
  | { at: 'walk-in'; wantsPriority: boolean }
  | { at: 'collection' }
  | { at: 'number' }
  | { at: 'undo'; given: Given }
  | { at: 'order' }

/** A check-in made without the network, until the day is over. */
export interface Scan {
  nonce: string
  booking: string
  code: string
  name: string
  /** RFC 3339: the booked window's start. */
  start: string
  kind: 'appointment' | 'priority' | 'walk-in'
  people: CheckInBody['people']
  priority?: PriorityKind
  help?: HelpKind[]
  atMs: number
  number: string
  /** `waiting`: not sent. `sent`: number and visit as they stand at the office. `too-late`: the day was over first. */
  outcome:
    | { kind: 'waiting' }
    | { kind: 'sent'; number: string; visit: string }
    | { kind: 'refused'; why: string }
    | { kind: 'too-late'; day: string }
  /** An officer has looked at what came of it. */
  seen?: boolean
}

/** How many of a scan are here. */
export const presentIn = ({ people }: Pick<Scan, 'people'>): number =>
  people.filter(({ card }) => card === 'same' || card === 'typing-error').length

export const isWaiting = ({ outcome }: Pick<Scan, 'outcome'>): boolean => outcome.kind === 'waiting'

/** What an officer must tell somebody: another number, or none. */
export const isConflict = ({ number, outcome, seen }: Scan): boolean =>
  !seen && outcome.kind !== 'waiting' && !(outcome.kind === 'sent' && outcome.number === number)

/** What is not over with the day: not sent yet, or not seen by an officer. */
export const isOpen = (scan: Scan): boolean => isConflict(scan) || (isWaiting(scan) && !scan.seen)
