import assert from 'node:assert/strict'
import type { LookUpAnswer } from '../../src/visits/wire.ts'
import { openOffice, type TestHouse, testNow } from '../api/app.ts'
import { Client, makePeople } from '../api/client.ts'
import { bookAt } from '../api/hall.ts'
import { makeSlot, readAgain } from '../api/slots.ts'
import { openStaffMember } from '../api/staff.ts'
import { drawnOffice } from './draw-scenarios.ts'
import type { Known } from './values.ts'

/** A ticket of today's hall. */
export interface HallTicket {
  booking: string
  code: string
  key: string
  niks: readonly string[]
}

/**
 * A hall at ten in the morning: tickets that are here, late, early, of another site; visits
 * in every state; counters that wait, call, serve, pause, and are closed. At its other site
 * no seat is left.
 */
export interface LivingHall {
  /** Bearer and the token of who may do all that can be done there, and of the same role at another office. */
  head: string
  elsewhere: string
  tickets: readonly HallTicket[]
  early: HallTicket
  visits: readonly string[]
  /** What goes together, one for each ticket. */
  knowns: readonly Known[]
  /** Posts below the site, as the head; must be taken. */
  post<T>(path: string, body?: object): Promise<T>
  /** Tickets that nobody else uses, of now or of `slot`; the clock must be nobody's meanwhile. */
  newTickets(count: number, slot?: string): Promise<HallTicket[]>
  /** Returns the visit. */
  checkIn(ticket: HallTicket): Promise<string>
  /** Gives a number to somebody who collects; returns the visit. */
  newVisit(): Promise<string>
  /** Calls go on and counters are open: whatever was done to the hall, something can happen in it again. */
  awaken(): Promise<void>
}

export const SITE = '/api/v1/offices/wonosobo/sites/kantor'
export const FULL_SITE = 'magelang'
const DAY = '2026-11-24'
const hours = ['08:30', '09:00', '09:30', '10:00', '10:30'] as const
const TICKETS = 20
const sizes = [1, 2, 1, 3] as const
const counters = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6'] as const

let nonces = 0
export const newNonce = (): string => `one-of-the-fuzz-${++nonces}`

/** Leaves the clock as it was. */
export async function openHall(house: TestHouse): Promise<LivingHall> {
  const { clock, app } = house
  await openOffice(house, 'semarang')
  const yesterday = testNow.subtract({ hours: 24 })
  clock.set(yesterday)
  const booked = await bookDay(app.address)
  clock.set(testNow.subtract({ minutes: 6 }))
  const head = await openStaffMember(app, 'office-head', ['wonosobo', drawnOffice])
  const other = await openStaffMember(app, 'office-head', ['semarang'])
  const client = new Client(app.address, { authorization: `Bearer ${head.token}` })
  const post: LivingHall['post'] = async <T>(path: string, body: object = {}) => {
    const answer = await client.post(SITE + path, body)
    assert.equal(answer.status, 200, `${path}: ${answer.text}`)
    return JSON.parse(answer.text) as T
  }
  const visitOf = async (path: string, body: object): Promise<string> =>
    (await post<{ visit: string }>(path, { ...body, nonce: newNonce() })).visit
  const checkIn = ({ booking, niks }: HallTicket): Promise<string> =>
    visitOf('/check-ins', { booking, people: niks.map((_, position) => ({ position, card: 'same' })) })
  const newVisit = (): Promise<string> => visitOf('/collections', {})
  const awaken = async (): Promise<void> => {
    await post('/hall', { resume: true })
    for (const counter of counters) await post(`/counters/${counter}/open`)
  }
  const found = async ({ code, key, niks }: Omit<HallTicket, 'booking'>): Promise<HallTicket> => {
    const { found: [one] } = await post<LookUpAnswer>('/look-up', { q: code })
    return { booking: one!.booking, code, key, niks }
  }
  const now = await makeSlot(house, { startsAt: testNow.add({ seconds: 1 }), seats: 2_000 })
  const newTickets = async (count: number, slot = now): Promise<HallTicket[]> => {
    const before = clock.now()
    clock.set(yesterday)
    const held = await Promise.all(
      Array.from({ length: count }, () => new Client(app.address).held({ slot, people: makePeople() })),
    )
    clock.set(before)
    return Promise.all(held.map(({ nik, ...ticket }) => found({ ...ticket, niks: [nik] })))
  }
  const [early, ...tickets] = await Promise.all(booked.map(found))
  await awaken()
  const visits: string[] = []
  for (const ticket of tickets.slice(0, 12)) visits.push(await checkIn(ticket))
  for (let nth = 0; nth < 4; nth++) visits.push(await newVisit())
  await liveOn({ post, visits, later: () => clock.set(testNow) })
  await fillUp(house)
  const hall = { head: `Bearer ${head.token}`, elsewhere: `Bearer ${other.token}`, tickets, early: early!, visits }
  return { ...hall, knowns: knownsOf(hall), post, newTickets, checkIn, newVisit, awaken }
}

/** The first for the afternoon, then those for the hall. */
async function bookDay(address: string) {
  const booked = [await bookAt(address, { day: DAY, hour: '13:00' })]
  while (booked.length <= TICKETS) {
    const [hour, size] = [hours[booked.length % hours.length]!, sizes[booked.length % sizes.length]!]
    booked.push(await bookAt(address, { day: DAY, hour, size }))
  }
  return booked
}

/** Brings some visits into each state. */
async function liveOn({ post, visits, later }: Pick<LivingHall, 'post' | 'visits'> & { later(): void }): Promise<void> {
  for (const verb of ['next', 'start', 'finish']) await post(`/counters/k1/${verb}`)
  await post('/counters/k3/next')
  for (const verb of ['next', 'park', 'next', 'recall']) await post(`/counters/k2/${verb}`)
  await post('/counters/k6/next')
  later()
  await post('/counters/k2/no-show')
  for (const verb of ['next', 'start']) await post(`/counters/k1/${verb}`)
  await post('/counters/k6/finish', { to: 'end' })
  await post(`/visits/${visits.at(-1)!}/leave`)
  await post('/counters/k4/pause', { minutes: 15 })
}

async function fillUp(house: TestHouse): Promise<void> {
  await house.database.pool.query(
    `update slot set planned = taken, capacity = taken + withheld
     where office_id = 'wonosobo' and site_id = $1 and starts_at::date = $2`,
    [FULL_SITE, DAY],
  )
  await readAgain(house)
}

function knownsOf(hall: Pick<LivingHall, 'head' | 'elsewhere' | 'tickets' | 'visits'>): Known[] {
  const { head, elsewhere, tickets, visits } = hall
  return tickets.map(({ booking, code, key, niks }, nth) => ({
    authorization: [...Array.from({ length: 12 }, () => head), elsewhere, `Bearer ${key}`, 'Bearer x'],
    office: [...Array.from({ length: 14 }, () => 'wonosobo'), 'semarang', 'cilacap', 'nowhere'],
    site: [...Array.from({ length: 12 }, () => 'kantor'), FULL_SITE, 'nowhere'],
    counter: [...counters, ...counters, 'm1', 'k9'],
    visit: [...visits, crypto.randomUUID()],
    booking: [booking, booking, booking, tickets[(nth + 1) % tickets.length]!.booking, crypto.randomUUID()],
    nonce: [`nonce-of-${nth}`, `other-nonce-of-${nth}`],
    number: ['A-501', 'A-502', 'C-001'],
    at: ['2026-11-24T10:00:00+07:00', '2026-11-24T09:40:00+07:00', '2026-11-24T03:20:00Z', '2026-11-23T10:00:00+07:00'],
    q: [code, code.toLowerCase(), niks[0]!, 'orang', 'tidak ada'],
    'people/position': [0, 0, 0, 1, 4],
    stages: [['verification'], ['interview'], ['collection', 'verification'], ['nowhere']],
    stage: ['verification', 'interview', 'nowhere'],
    to: ['interview', 'collection', 'end', 'nowhere'],
    'notices/id': ['Antrean gratis.'],
    noPaperFor: ['A-017'],
    '?day': [DAY, '2026-11-25', '2026-11-26'],
  }))
}
