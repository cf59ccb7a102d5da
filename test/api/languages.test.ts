import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ProblemType } from '../../src/platform/errors.ts'
import { openHouse, releaseHour } from './app.ts'
import { type Answer, Client, makePeople, problemOf, ticketOf } from './client.ts'
import { makeSlot } from './slots.ts'

// Goal: every answer is in the language asked for: `locale`, else Accept-Language, else Indonesian.
const house = await openHouse({ after })
const client = new Client(house.app.address)
const english = client.with({ 'accept-language': 'en' })

const held = await client.held({ slot: await makeSlot(house), people: makePeople() })
const bearer = { authorization: `Bearer ${held.key}` }
const unreleased = await makeSlot(house, { opensAt: releaseHour })
const people = makePeople()

test('of Accept-Language the best that is spoken here is taken', async () => {
  const ask = async (header: string): Promise<string> =>
    problemOf(await client.with({ 'accept-language': header }).ask('/api/v1/nowhere'), 'not-found').title
  const title = { id: await ask('id'), en: await ask('en') }
  assert.notEqual(title.id, title.en)
  const cases: [header: string, spoken: 'id' | 'en'][] = [
    ['en-GB,en;q=0.9,id;q=0.8', 'en'],
    ['id-ID,id;q=0.9,en;q=0.8', 'id'],
    ['fr,en;q=0.2,id;q=0.1', 'en'],
    ['fr, de', 'id'],
    ['*', 'id'],
    ['', 'id'],
    ['en;q=0, id;q=0.1', 'id'],
    ['EN', 'en'],
    [',,;q=;,en', 'en'],
    ['x'.repeat(2000), 'id'],
  ]
  for (const [header, spoken] of cases) assert.equal(await ask(header), title[spoken], header)
  assert.equal(problemOf(await client.ask('/api/v1/nowhere'), 'not-found').title, title.id)
})

/** A request that takes `locale`, by what it is refused with or undefined where it goes well. */
const requests: [type: ProblemType | undefined, ask: (client: Client, locale?: string) => Promise<Answer>][] = [
  [undefined, (one, locale) => one.post('/api/v1/bookings/find', { ...held, key: undefined, locale })],
  [undefined, (one, locale) => one.ask(`/api/v1/bookings/${held.code}${inQuery(locale)}`, { headers: bearer })],
  [undefined, (one, locale) => one.ask(`/api/v1/offices/wonosobo${inQuery(locale)}`)],
  [undefined, (one, locale) => one.ask(`/api/v1/offices/wonosobo/services${inQuery(locale)}`)],
  ['not-found', (one, locale) => one.post('/api/v1/bookings/find', { code: 'x', nik: held.nik, locale })],
  ['not-found', (one, locale) => one.ask(`/api/v1/offices/atlantis${inQuery(locale)}`)],
  ['not-found', (one, locale) => one.ask(`/api/v1/bookings/WSB${inQuery(locale)}`, { headers: bearer })],
  [
    'not-found',
    (one, locale) => one.post(`/api/v1/bookings/${held.code}/move`, { slot: 'x', nik: held.nik, locale }, bearer),
  ],
  [
    'slot-unreleased',
    (one, locale) => one.post('/api/v1/bookings', { office: 'wonosobo', slot: unreleased, people, locale }),
  ],
  [
    'invalid',
    (one, locale) =>
      one.post('/api/v1/bookings', {
        office: 'wonosobo',
        slot: unreleased,
        people: [{ ...people[0], nik: '1' }],
        locale,
      }),
  ],
  // Refused by its shape, before any feature has read it.
  ['invalid', (one, locale) => one.post('/api/v1/bookings', { office: 'wonosobo', people: [], locale })],
  ['invalid', (one, locale) => one.post('/api/v1/bookings/find', { code: held.code, locale })],
  ['invalid', (one, locale) => one.post(`/api/v1/bookings/${held.code}/cancel`, { nik: 3, locale }, bearer)],
  ['invalid', (one, locale) => one.ask(`/api/v1/bookings/${held.code}${inQuery(locale)}`)],
  ['invalid', (one, locale) => one.ask(`/api/v1/offices/wonosobo/availability${inQuery(locale)}`)],
]

function inQuery(locale: string | undefined): string {
  return locale === undefined ? '' : `?locale=${locale}`
}

test('`locale` goes before Accept-Language, in answers and in refusals of every kind', async () => {
  for (const [i, [type, ask]] of requests.entries()) {
    const texts: Record<string, string> = {}
    const asked: [name: string, client: Client, locale?: string][] = [
      ['nothing', client],
      ['id', client, 'id'],
      ['en', client, 'en'],
      ['by header', english],
      ['id over header', english, 'id'],
      ['en over header', english, 'en'],
    ]
    for (const [name, one, locale] of asked) {
      const answer = await ask(one, locale)
      if (type) problemOf(answer, type)
      else assert.equal(answer.status, 200, answer.text)
      texts[name] = answer.text
    }
    const which = `request ${i}, ${type ?? 'answered'}`
    assert.notEqual(texts['id'], texts['en'], which)
    for (const name of ['nothing', 'id over header']) assert.equal(texts[name], texts['id'], `${which}: ${name}`)
    for (const name of ['by header', 'en over header']) assert.equal(texts[name], texts['en'], `${which}: ${name}`)
  }
})

test('a language that is not spoken here is a fault, told in one that is', async () => {
  for (const locale of ['fr', 'EN', '', 'id,en', '__proto__']) {
    const answers = [
      await english.post('/api/v1/bookings/find', { code: held.code, nik: held.nik, locale }),
      await english.ask(`/api/v1/offices/wonosobo?locale=${encodeURIComponent(locale)}`),
    ]
    for (const answer of answers) {
      const [fault] = problemOf(answer, 'invalid').errors!
      assert.deepEqual([fault!.pointer, fault!.code], ['/locale', 'not-a-choice'])
      assert.equal(fault!.detail, 'Choose one of: id, en.')
    }
  }
})

test('a ticket is kept in the language of its booking, whoever asks for it later', async () => {
  const ticket = ticketOf(
    await client.book({ slot: await makeSlot(house), people: makePeople(), locale: 'en' }),
    201,
  )
  assert.ok(ticket.documents.some((one) => one.name === 'Family card (KK)'))
  const { rows } = await house.database.pool.query(`select locale from booking where code = $1`, [
    ticket.code.replaceAll('-', ''),
  ])
  assert.deepEqual(rows, [{ locale: 'en' }])
  assert.ok(ticketOf(await client.show(ticket)).documents.some((one) => one.name === 'Kartu Keluarga (KK)'))
})
