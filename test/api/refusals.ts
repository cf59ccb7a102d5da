import assert from 'node:assert/strict'
import { afterEach, beforeEach } from 'node:test'
import type { ProblemType } from '../../src/platform/errors.ts'
import { type Locale, translator } from '../../src/platform/i18n/index.ts'
import type { Afterwards } from '../../src/platform/database/testing.ts'
import { openHouse, openOffice, type TestHouse } from './app.ts'
import { type Answer, Client, faultsOf, type Held, makePeople, type PartyBody, problemOf } from './client.ts'
import { contents } from './rows.ts'
import { makeSlot } from './slots.ts'

/** An app with two tickets, and what is wanted of it when something wrong is sent. */
export interface Refusing {
  house: TestHouse
  port: number
  /** A slot with room, in which both tickets are. */
  slot: string
  held: Held
  other: Held
  /** Would be taken as it is. */
  party: PartyBody & { office: string }
  /** Every address that takes a body, with one that would do. */
  posts: [path: string, body: Record<string, unknown>][]
  /** Every address that is read. */
  gets: string[]
  /** Somebody from a network of their own with the key of `held`: everybody guesses wrong here. */
  stranger(locale: Locale): Client
  /** Asks in both languages: each answer must be a problem of `type` in it. Returns its faults. */
  refuses(type: ProblemType, what: string, ask: (client: Client) => Promise<Answer>): Promise<string[]>
}

/** A second office that is on the system; at its branch only grown-ups' new passports cannot be asked for. */
export const otherOffice = 'jayapura'

/** Opens the world of the tests of bad input; after each test every table but those named must be as before it. */
export async function openRefusing(afterwards: Afterwards, mayChange: readonly string[] = []): Promise<Refusing> {
  const house = await openHouse(afterwards)
  await openOffice(house, otherOffice, ({ sites }) => {
    sites[1]!.services = ['new-child']
  })
  const client = new Client(house.app.address)
  const slot = await makeSlot(house)
  const held = await client.held({ slot, people: makePeople() })
  const other = await client.held({ slot, people: makePeople() })
  const party = { office: 'wonosobo', slot, people: makePeople() }
  const ofTicket = `/api/v1/bookings/${held.code}`
  const ofOffice = '/api/v1/offices/wonosobo'
  let networks = 0
  const stranger = (locale: Locale): Client => {
    networks++
    const headers = { 'accept-language': locale, authorization: `Bearer ${held.key}` }
    return client.with(headers).from(`10.${networks >> 8}.${networks & 255}.1`)
  }
  keepUnchanged(house, mayChange)
  return {
    house,
    port: Number(new URL(house.app.address).port),
    slot,
    held,
    other,
    party,
    posts: [
      ['/api/v1/bookings', party],
      ['/api/v1/bookings/find', { code: held.code, nik: held.nik }],
      [`${ofTicket}/move`, { slot, nik: held.nik }],
      [`${ofTicket}/cancel`, { nik: held.nik }],
    ],
    gets: ['/api/v1/offices', ofOffice, `${ofOffice}/services`, ofTicket].concat(
      `${ofTicket}/calendar.ics`,
      `${ofTicket}/qr.svg`,
      `${ofOffice}/availability?service=new-adult&from=2026-12-07&to=2026-12-08`,
    ),
    stranger,
    async refuses(type, what, ask) {
      const said: string[][] = []
      for (const locale of ['id', 'en'] as const) {
        const answer = await ask(stranger(locale))
        assert.ok(answer.status < 500, `${what}: ${answer.text}`)
        const problem = problemOf(answer, type)
        assert.equal(problem.title, translator(locale)(`platform.problems.${type}.title`), what)
        said.push(faultsOf(problem))
      }
      assert.deepEqual(said[0], said[1], what)
      return said[0]!
    },
  }
}

/** Has every test of the file fail that leaves a table changed. */
function keepUnchanged({ database }: TestHouse, mayChange: readonly string[]): void {
  const held = async (): Promise<[table: string, held: string][]> =>
    Object.entries(await contents(database)).filter(([table]) => !mayChange.includes(table))
  let before: [table: string, held: string][] = []
  beforeEach(async () => {
    before = await held()
  })
  afterEach(async () => {
    assert.deepEqual(await held(), before, 'something has changed')
  })
}

/** POSTs a body as it is. */
export function rawPost(
  client: Client,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  type = 'application/json',
): Promise<Answer> {
  return client.send(path, { method: 'POST', body, headers: { 'content-type': type } })
}
