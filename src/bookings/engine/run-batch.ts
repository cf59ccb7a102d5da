import type pg from 'pg'
import type { Outcome, PartyToBook } from './party.ts'
import { bookBatchSql, bookBatchWithJobsSql } from './statement.ts'

/** Fresh counters of one slot of the batch, before the batch's own seats. */
export interface LockedSlot {
  officeId: string
  slotId: string
  capacity: number
  taken: number
  withheld: number
  bookable: boolean
}

export interface BatchResult {
  /** By party, in the order given. `full` and `not-bookable` are the locked row's word, not a cache's. */
  outcomes: (Outcome | { kind: 'again' })[]
  /** After the commit: `taken` includes what this batch gave. */
  slots: LockedSlot[]
  /** People whose claim has ended without being swept: sweep these hashes, then try again. */
  endedClaims: Buffer[]
}

const NO_CONTACT = Buffer.alloc(16)

const integers = (values: number[]): string => `{${values.join(',')}}`
// Ids, codes and slugs: their alphabets hold nothing that an array's text form would need quoted.
const plainTexts = (values: string[]): string => `{${values.join(',')}}`
const booleans = (values: boolean[]): string => `{${values.map((value) => (value ? 't' : 'f')).join(',')}}`

interface Places {
  offices: string[]
  slotOffices: number[]
  slotIds: string[]
  slotClaimEnds: string[]
  /** By party: its slot's place, from 1. */
  partySlots: number[]
}

/** Slots in key order, the same in every process: that order is what keeps two batches from a deadlock. */
function placesOf(parties: readonly PartyToBook[]): Places {
  const byKey = new Map<string, { party: PartyToBook; place: number }>()
  const places = parties.map((party) => {
    const key = `${party.officeId} ${party.slotId}`
    let found = byKey.get(key)
    if (!found) byKey.set(key, (found = { party, place: 0 }))
    return found
  })
  const ordered = [...byKey.values()].sort((a, b) => bySlot(a.party, b.party))
  const offices: string[] = []
  const slotOffices: number[] = []
  for (const [i, one] of ordered.entries()) {
    one.place = i + 1
    if (offices.at(-1) !== one.party.officeId) offices.push(one.party.officeId)
    slotOffices.push(offices.length)
  }
  return {
    offices,
    slotOffices,
    slotIds: ordered.map((one) => one.party.slotId),
    slotClaimEnds: ordered.map((one) => one.party.claimsEndAt),
    partySlots: places.map((one) => one.place),
  }
}

/** Ids are decimal without leading zeros: the shorter is the smaller number. */
function bySlot(a: PartyToBook, b: PartyToBook): number {
  if (a.officeId !== b.officeId) return a.officeId < b.officeId ? -1 : 1
  return a.slotId.length - b.slotId.length || (a.slotId < b.slotId ? -1 : 1)
}

/** Sealed data and openings of all parties, end to end, with where each ends. */
function blobOf(parties: readonly PartyToBook[]): { blob: Buffer; sealedEnds: number[]; openingEnds: number[] } {
  const pieces: Buffer[] = []
  const sealedEnds: number[] = []
  const openingEnds: number[] = []
  let length = 0
  for (const { sealed, audit } of parties) {
    const opening = Buffer.from(audit.opening)
    pieces.push(sealed, opening)
    sealedEnds.push((length += sealed.length))
    openingEnds.push((length += opening.length))
  }
  return { blob: Buffer.concat(pieces, length), sealedEnds, openingEnds }
}

function parametersOf(parties: readonly PartyToBook[], places: Places, now: string, keptUntil: string): unknown[] {
  const { blob, sealedEnds, openingEnds } = blobOf(parties)
  const personParty: number[] = []
  const positions: number[] = []
  const services: string[] = []
  const purposes: string[] = []
  const nikHashes: Buffer[] = []
  const asPrinted: boolean[] = []
  for (const [i, party] of parties.entries()) {
    for (const [position, person] of party.people.entries()) {
      personParty.push(i + 1)
      positions.push(position)
      services.push(person.serviceId)
      purposes.push(person.purposeId)
      nikHashes.push(person.nikHash)
      asPrinted.push(person.nikAsPrinted)
    }
  }
  return [
    now,
    plainTexts(places.offices),
    integers(places.slotOffices),
    plainTexts(places.slotIds),
    plainTexts(places.slotClaimEnds),
    integers(places.partySlots),
    integers(parties.map((one) => one.people.length)),
    plainTexts(parties.map((one) => one.bookingId)),
    plainTexts(parties.map((one) => one.code)),
    Buffer.concat(parties.map((one) => one.keyHash)),
    Buffer.concat(parties.map((one) => one.idempotencyHash)),
    Buffer.concat(parties.map((one) => one.fingerprint)),
    Buffer.concat(parties.map((one) => one.contactHash ?? NO_CONTACT)),
    plainTexts(parties.map((one) => one.locale)),
    booleans(parties.map((one) => one.assisted)),
    blob,
    integers(sealedEnds),
    integers(openingEnds),
    plainTexts(parties.map((one) => one.audit.auditId)),
    Buffer.concat(parties.map((one) => one.audit.salt)),
    integers(personParty),
    integers(positions),
    plainTexts(services),
    plainTexts(purposes),
    Buffer.concat(nikHashes),
    booleans(asPrinted),
    keptUntil,
    booleans(parties.map((one) => one.mayWait !== true)),
  ]
}

function jobsOf(parties: readonly PartyToBook[]): string | undefined {
  const jobs = parties.flatMap((party, i) => party.jobs.map((job) => ({ party: i + 1, ...job })))
  return jobs.length > 0 ? JSON.stringify(jobs) : undefined
}

interface Row {
  ok: boolean[]
  known: [party: number, position: number, live: boolean][] | null
  earlier: [party: number, bookingId: string, sameRequest: boolean][] | null
  slots: [place: number, capacity: number, taken: number, withheld: number, bookable: boolean][] | null
}

/**
 * Writes what can be booked of `parties`, in one statement that commits by itself, and says
 * of each what became of it. Throws the driver's error when nothing was written, or when it
 * is unknown whether anything was (a lost connection): the same parties may then be sent
 * again, since their idempotency keys tell.
 */
export async function runBatch(
  client: pg.PoolClient,
  parties: readonly PartyToBook[],
  { now, keptUntil }: { now: Temporal.Instant; keptUntil: Temporal.Instant },
): Promise<BatchResult> {
  const places = placesOf(parties)
  const values = parametersOf(parties, places, now.toString(), keptUntil.toString())
  const jobs = jobsOf(parties)
  const query = jobs
    ? { name: 'book-batch-jobs', text: bookBatchWithJobsSql, values: [...values, jobs] }
    : { name: 'book-batch', text: bookBatchSql, values }
  const { rows } = await client.query<Row>(query)
  return decode(parties, places, rows[0]!)
}

function decode(parties: readonly PartyToBook[], places: Places, row: Row): BatchResult {
  const slots: (LockedSlot | undefined)[] = places.slotIds.map(() => undefined)
  for (const [place, capacity, taken, withheld, bookable] of row.slots ?? []) {
    const officeId = places.offices[places.slotOffices[place - 1]! - 1]!
    slots[place - 1] = { officeId, slotId: places.slotIds[place - 1]!, capacity, taken, withheld, bookable }
  }
  for (const [i, party] of parties.entries()) {
    const slot = slots[places.partySlots[i]! - 1]
    if (row.ok[i] && slot) slot.taken += party.people.length
  }
  const earlier = new Map((row.earlier ?? []).map(([party, ...rest]) => [party - 1, rest] as const))
  const booked = new Map<number, number[]>()
  const ended = new Set<number>()
  const endedClaims: Buffer[] = []
  for (const [party, position, live] of row.known ?? []) {
    if (live) booked.set(party - 1, [...(booked.get(party - 1) ?? []), position])
    else {
      ended.add(party - 1)
      endedClaims.push(parties[party - 1]!.people[position]!.nikHash)
    }
  }
  const outcomes = parties.map((party, i): BatchResult['outcomes'][number] => {
    if (row.ok[i]) return { kind: 'booked' }
    const known = earlier.get(i)
    if (known) return { kind: 'known', bookingId: known[0], sameRequest: known[1] }
    const slot = slots[places.partySlots[i]! - 1]
    if (!slot) return { kind: 'no-slot' }
    if (!slot.bookable) return { kind: 'not-bookable' }
    // Problems of the slot before those of a person: a full slot tells nothing about a NIK.
    if (slot.capacity - slot.taken - slot.withheld < party.people.length) return { kind: 'full' }
    const positions = booked.get(i)
    if (positions) return { kind: 'person-booked', positions: positions.sort((a, b) => a - b) }
    // Ended claims are swept, slots gone missing dropped, seats miscounted counted again: then once more.
    return { kind: 'again' }
  })
  return { outcomes, slots: slots.filter((one) => one !== undefined), endedClaims }
}
