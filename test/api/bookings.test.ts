import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { checkPromises } from '../../src/check.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { startTestApp, type TestApp, testNow } from '../browser/app.ts'

interface Answer {
  status: number
  headers: Headers
  // Read as the API documents it; a wrong member fails the test that reads it.
  body: Record<string, unknown>
}

interface Ticket {
  code: string
  key: string
  state: string
  slot: { id: string; start: string; end: string }
  movesLeft: number
  changeUntil: string
  documents: { person: number; id: string; name: string }[]
}

// Goal: the API does what it says, from booking to cancelling, on real PostgreSQL and real mail.
// How: one app in this process, a clock that stands still until it is set, HTTP from outside.
describe('bookings over the API', { concurrency: 1 }, () => {
  const endings: (() => Promise<void>)[] = []
  const mails: string[] = []
  let app: TestApp
  let mailed: Promise<unknown>
  let used = 0

  const niks = (count: number): string[] => {
    used += count
    return sampleNiks(count, used - count)
  }
  const call = async (path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(app.address + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] }
  }
  const freeSlots = async (party: number): Promise<{ id: string; free: number }[]> => {
    const query = `service=new-adult&from=2026-12-07&to=2026-12-18&party=${party}&site=kantor`
    const { body } = await call(`/api/v1/offices/wonosobo/availability?${query}`)
    const days = body.days as { slots: { id: string; free: number }[] }[]
    return days.flatMap((day) => day.slots).filter((slot) => slot.free >= party)
  }
  const request = (slot: string, party: string[], rest: object = {}) => ({
    office: 'wonosobo',
    slot,
    people: party.map((nik) => ({ name: 'Siti Aminah', nik, service: 'new-adult', purpose: 'umrah' })),
    ...rest,
  })
  const bookOne = async (rest: object = {}, party = niks(1)): Promise<{ ticket: Ticket; party: string[] }> => {
    const [slot] = await freeSlots(party.length)
    const { status, body } = await call('/api/v1/bookings', request(slot!.id, party, rest))
    assert.equal(status, 201, JSON.stringify(body))
    return { ticket: body as unknown as Ticket, party }
  }
  const bearer = (ticket: Ticket): Record<string, string> => ({ authorization: `Bearer ${ticket.key}` })

  before(async () => {
    const smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        void text(stream).then((mail) => {
          mails.push(mail)
          smtp.server.emit('mailed')
          done()
        })
      },
    })
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
    mailed = once(smtp.server, 'mailed')
    const { port } = smtp.server.address() as AddressInfo
    const settings = { SMTP_URL: `smtp://127.0.0.1:${port}`, PUBLIC_URL: 'https://giliran.example' }
    app = await startTestApp({ after: (run) => endings.push(run) }, { demo: false, settings })
    endings.push(() => new Promise((resolve) => smtp.close(() => resolve())))
  })
  after(async () => {
    const client = await app.database.pool.connect()
    try {
      assert.deepEqual((await checkPromises(client, app.clock.now())).differences, [])
    } finally {
      client.release()
      for (const end of endings) await end()
    }
  })

  test('a party is booked, and the ticket says all that its holder needs', async () => {
    const { ticket } = await bookOne({ companion: { name: 'Ahmad' } }, niks(3))
    assert.match(ticket.code, /^WSB-[0-9A-Z]{3}-[0-9A-Z]{4}$/)
    assert.match(ticket.slot.start, /^2026-12-\d\dT\d\d:\d\d:00\+07:00$/)
    assert.match(ticket.changeUntil, /T16:00:00\+07:00$/)
    assert.equal(ticket.movesLeft, 2)
    assert.deepEqual([...new Set(ticket.documents.map((one) => one.person))], [0, 1, 2])
    const shown = await call(`/api/v1/bookings/${ticket.code}`, undefined, bearer(ticket))
    assert.deepEqual(shown.body, ticket)
    const other = await bookOne()
    const crossed = await call(`/api/v1/bookings/${other.ticket.code}`, undefined, bearer(ticket))
    assert.equal(crossed.status, 404)
  })

  test('the same request twice is one booking, and another body under its key a conflict', async () => {
    const [slot] = await freeSlots(1)
    const body = request(slot!.id, niks(1))
    const key = { 'idempotency-key': 'once-and-again' }
    const first = await call('/api/v1/bookings', body, key)
    assert.equal(first.status, 201)
    assert.deepEqual((await call('/api/v1/bookings', body, key)).body, first.body)
    const conflict = await call('/api/v1/bookings', request(slot!.id, niks(1)), key)
    assert.deepEqual([conflict.status, conflict.body.type], [422, '/problems/idempotency-conflict'])
  })

  test('a person with a turn is told so in the language asked for, and nothing of that turn', async () => {
    const { ticket, party } = await bookOne()
    const [slot] = await freeSlots(2)
    const again = request(slot!.id, [...niks(1), ...party], { locale: 'en' })
    const { status, body } = await call('/api/v1/bookings', again)
    assert.equal(status, 409)
    assert.equal(body.type, '/problems/person-already-booked')
    assert.deepEqual(body.people, [1])
    assert.match(String(body.detail), /already holds a turn/)
    for (const secret of [ticket.code, ticket.key, ticket.slot.start]) assert.ok(!JSON.stringify(body).includes(secret))
  })

  test('a ticket is found by code and NIK; a wrong half is never named, and guessing ends', async () => {
    const { ticket, party } = await bookOne()
    const found = await call('/api/v1/bookings/find', { code: ticket.code.toLowerCase(), nik: party[0] })
    assert.deepEqual(found.body, ticket)
    const wrong = await call('/api/v1/bookings/find', { code: ticket.code, nik: niks(1)[0] })
    const unknown = await call('/api/v1/bookings/find', { code: 'WSB-000-0000', nik: party[0] })
    assert.equal(wrong.status, 404)
    assert.deepEqual(unknown.body, wrong.body)
    const guesses = []
    for (let i = 0; i < 8; i++) {
      guesses.push(await call('/api/v1/bookings/find', { code: ticket.code, nik: niks(1)[0] }))
    }
    const last = guesses.at(-1)!
    assert.equal(last.status, 429)
    assert.ok(Number(last.headers.get('retry-after')) > 0)
  })

  test('a move takes the new seat, frees the old one, counts, and ends in time', async () => {
    const { ticket, party } = await bookOne()
    const nik = party[0]
    const before = await freeSlots(1)
    const [, to, further, last] = before
    const path = `/api/v1/bookings/${ticket.code}/move`
    const stranger = await call(path, { slot: to!.id, nik: niks(1)[0] }, bearer(ticket))
    assert.equal(stranger.status, 404)
    const moved = await call(path, { slot: to!.id, nik }, bearer(ticket))
    assert.equal(moved.status, 200)
    assert.equal((moved.body as unknown as Ticket).movesLeft, 1)
    const now = new Map((await freeSlots(1)).map((slot) => [slot.id, slot.free]))
    assert.equal(now.get(to!.id), to!.free - 1)
    assert.equal((await call(path, { slot: to!.id, nik }, bearer(ticket))).status, 200, 'repeating is no second move')
    assert.equal((await call(path, { slot: further!.id, nik }, bearer(ticket))).status, 200)
    const tooMany = await call(path, { slot: last!.id, nik }, bearer(ticket))
    assert.deepEqual([tooMany.status, tooMany.body.type], [409, '/problems/too-many-moves'])
    app.clock.set('2026-12-31T00:00:00Z')
    try {
      const late = await call(`/api/v1/bookings/${ticket.code}/cancel`, { nik }, bearer(ticket))
      assert.equal(late.body.type, '/problems/change-too-late')
    } finally {
      app.clock.set(testNow)
    }
  })

  test('a cancelled turn is free again, for its people and for others', async () => {
    const { ticket, party } = await bookOne()
    const path = `/api/v1/bookings/${ticket.code}/cancel`
    const cancelled = await call(path, { nik: party[0], reason: 'sakit' }, bearer(ticket))
    assert.equal((cancelled.body as unknown as Ticket).state, 'cancelled')
    assert.equal((await call(path, { nik: party[0] }, bearer(ticket))).status, 200, 'repeating harms nothing')
    await bookOne({}, party)
  })

  test('the ticket is mailed with its calendar file, and no NIK in it', async () => {
    const { ticket, party } = await bookOne({ contact: { email: 'siti@contoh.id' }, locale: 'en' })
    await mailed
    const mail = mails[0]!.replaceAll(/=\r?\n/g, '')
    assert.match(mail, /^To: siti@contoh\.id/m)
    assert.match(mail, /Your turn/)
    assert.ok(mail.includes(ticket.code))
    assert.match(mail, /text\/calendar/)
    assert.ok(!mail.includes(party[0]!))
  })

  test('nothing personal stands in the log or, unencrypted, in the database', async () => {
    const { ticket, party } = await bookOne({ contact: { email: 'rahasia@contoh.id' } })
    const secrets = [party[0]!, ticket.key, 'rahasia@contoh.id', 'Siti Aminah']
    for (const secret of secrets) assert.ok(!app.logged().includes(secret))
    const { rows } = await app.database.pool.query<{ schema: string; name: string }>(
      `select schemaname as schema, tablename as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    )
    for (const { schema, name } of rows) {
      const found = await app.database.pool.query(`select 1 from "${schema}"."${name}" t where t::text like any ($1)`, [
        secrets.map((secret) => `%${secret}%`),
      ])
      assert.equal(found.rowCount, 0, `${schema}.${name}`)
    }
  })

  const bad: [name: string, body: unknown, status: number, type: string][] = [
    ['a party of none', { office: 'wonosobo', slot: '1', people: [] }, 422, 'invalid'],
    ['a party of six', request('1', sampleNiks(6, 500)), 422, 'invalid'],
    ['an unknown field', { ...request('1', sampleNiks(1, 500)), price: 1 }, 422, 'invalid'],
    ['another office', { ...request('1', sampleNiks(1, 500)), office: 'atlantis' }, 404, 'not-found'],
    ['an office not on the system', { ...request('1', sampleNiks(1, 500)), office: 'cilacap' }, 409, 'slot-closed'],
    ['a huge slot', request('9'.repeat(30), sampleNiks(1, 500)), 404, 'not-found'],
    ['a hostile slot', request("1' or '1'='1", sampleNiks(1, 500)), 404, 'not-found'],
  ]
  for (const [name, body, status, type] of bad) {
    test(`${name} is refused`, async () => {
      const answer = await call('/api/v1/bookings', body)
      assert.deepEqual([answer.status, answer.body.type], [status, `/problems/${type}`])
      assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8')
    })
  }

  test('the same person twice in a party is refused, in the field', async () => {
    const [slot] = await freeSlots(2)
    const [nik] = niks(1)
    const { status, body } = await call('/api/v1/bookings', request(slot!.id, [nik!, nik!]))
    assert.deepEqual([status, body.type], [422, '/problems/same-person-twice'])
    assert.equal((body.errors as { pointer: string }[])[0]!.pointer, '/people/1/nik')
  })
})
