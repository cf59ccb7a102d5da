import { createHmac, hash } from 'node:crypto'
import { DOOR_LETTER } from '../offices/index.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { HallKey } from './hall-store.ts'

/**
 * The small draw of those who are at the door by opening, pure: nobody can steer it, and
 * anybody there can check it with paper and a telephone.
 *
 *   (closed) --opens--> entries are taken; the secret's fingerprint is shown
 *            --drawAt--> the list is closed; people call out four digits, one each
 *            --draw--> seed, order and seats stand for ever --work down--> everybody has an answer
 *
 * What goes into the seed is fixed in this order: the secret (its fingerprint was shown before
 * the first entry), the list (closed by the clock), the digits (of people who saw both). So
 * the office cannot choose the digits after it knows the list, and who calls them cannot know
 * the secret. All that is hashed is ASCII text, so that a few lines of any language, or a page
 * for SHA-256 on a telephone, come to the same.
 */
export interface DoorParty {
  /** U-07 is 7. */
  entry: number
  /** 1 to 5, who come together or not at all. */
  people: number
  state: EntryState
}

/**
 *   waiting --withdraw, until drawAt--> withdrawn
 *   waiting --draw, fits--> seated
 *   waiting --draw, fits no more--> out
 *   waiting --draw, fits, but may not be booked (holds a turn already)--> refused
 */
export const entryStates = ['waiting', 'withdrawn', 'seated', 'out', 'refused'] as const
export type EntryState = (typeof entryStates)[number]

/** "U-07": what a party at the door holds. */
export function entryText(entry: number): string {
  return `${DOOR_LETTER}-${String(entry).padStart(2, '0')}`
}

/**
 * The secret of one hall and day, 32 hexadecimal digits: an HMAC by the look-up key, so every
 * process knows it, nothing is stored, and nobody can choose another one for a day. One day's
 * secret tells nothing about another's.
 */
export function doorSecret({ lookup }: Pick<Keys, 'lookup'>, { officeId, siteId, day }: HallKey): string {
  return lookup('door-draw', `${officeId} ${siteId} ${day}`).toString('hex')
}

/** SHA-256 of the secret's digits, in hexadecimal: shown before the first entry, it ties the office to the secret. */
export function fingerprintOf(secret: string): string {
  return hash('sha256', secret)
}

export interface DrawnFrom {
  key: HallKey
  secret: string
  /** Four digits, called out at the door. */
  said: string
  /** Those that take part: not withdrawn. */
  entries: readonly number[]
}

/** The lines whose SHA-256 is the seed: shown with the result, to be hashed again by anybody. */
export function seedLines({ key, secret, said, entries }: DrawnFrom): string[] {
  const { officeId, siteId, day } = key
  const sorted = entries.toSorted((a, b) => a - b).map(entryText)
  return ['giliran door draw', secret, said, officeId, siteId, day, ...sorted]
}

/**
 * SHA-256 of the lines, joined by line ends, none after the last; in hexadecimal. As draws
 * seed (docs/fairness.md, "Checking a draw").
 */
export function drawSeed(from: DrawnFrom): string {
  return hash('sha256', seedLines(from).join('\n'))
}

/**
 * The entries by HMAC-SHA-256(seed, entry number) ascending, both as their text; ties by
 * number. No modulo, so no bias, and everybody can compute the own place:
 * docs/fairness.md, "Checking a draw".
 */
export function drawOrder(seed: string, entries: readonly number[]): number[] {
  const place = (entry: number): string => createHmac('sha256', seed).update(entryText(entry)).digest('hex')
  return entries
    .map((entry) => ({ entry, place: place(entry) }))
    .toSorted((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : a.entry - b.entry))
    .map(({ entry }) => entry)
}

/**
 * Who gets seats, by entry, and in which of the hours (its index in `seats`). Down the order
 * each party gets the first hour that still has room for all of it; one that fits nowhere is
 * passed over and the next that fits gets the seats (docs/draw-rules-1.txt).
 * Who may not be booked takes none. Never more than `seats` of an hour.
 */
export function allocate(
  order: readonly number[],
  { seats, parties }: { seats: readonly number[]; parties: readonly DoorParty[] },
): Map<number, number> {
  const left = [...seats]
  const byEntry = new Map(parties.map((one) => [one.entry, one]))
  const given = new Map<number, number>()
  for (const entry of order) {
    const party = byEntry.get(entry)
    if (!party || party.state === 'refused' || party.state === 'withdrawn') continue
    const hour = left.findIndex((free) => free >= party.people)
    if (hour < 0) continue
    left[hour]! -= party.people
    given.set(entry, hour)
  }
  return given
}

/** The first of the order without an answer, and whether it fits; undefined: everybody has one. */
export function nextToAnswer(
  order: readonly number[],
  room: { seats: readonly number[]; parties: readonly DoorParty[] },
): { entry: number; fits: boolean } | undefined {
  const waiting = new Set(room.parties.filter(({ state }) => state === 'waiting').map(({ entry }) => entry))
  const entry = order.find((one) => waiting.has(one))
  return entry === undefined ? undefined : { entry, fits: allocate(order, room).has(entry) }
}

/** "3f9a 61c0 …": a fingerprint in groups of four, to be read out and copied. */
export function inGroups(hex: string): string {
  return hex.replace(/(.{4})(?=.)/g, '$1 ')
}
