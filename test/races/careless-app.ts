import { hash, randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import pg from 'pg'

/**
 * The negative control: an app that answers the same requests and keeps no promise. It looks
 * first and writes afterwards, each statement for itself; seats a party one by one; lets a
 * mover's old seat go before it asks for the new one, locking whatever comes first; with
 * CARELESS=early it answers before it has written anything. Where a race is fair, it loses.
 */
interface Person {
  nik: string
  service: string
  purpose: string
}
interface Ask {
  office: string
  slot: string
  people: Person[]
}
interface Reply {
  status: number
  [member: string]: unknown
}

// It waits for a deadlock to be seen as often as there is one: not a second each time.
const options = '-c deadlock_timeout=20ms'
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, application_name: 'careless', options })
pool.on('error', () => undefined)
const answersEarly = process.env.CARELESS === 'early'
const office = 'wonosobo'

const hashOf = (text: string): Buffer => hash('sha256', text, 'buffer').subarray(0, 16)
const refuse = (status: number, type: string): Reply => ({ status, type: `/problems/${type}` })

async function freeIn(slot: string): Promise<number> {
  const { rows } = await pool.query<{ free: number }>(
    'select capacity - taken - withheld as free from slot where office_id = $1 and slot_id = $2',
    [office, slot],
  )
  return rows[0]?.free ?? 0
}

async function book(ask: Ask, idempotencyKey: string | undefined): Promise<Reply> {
  const code = randomBytes(5).toString('hex').toUpperCase()
  const answer = { status: 201, code, key: code }
  if (answersEarly) {
    void write(ask, code).catch(() => undefined)
    return answer
  }
  if (idempotencyKey !== undefined) {
    const earlier = await pool.query<{ code: string; fingerprint: Buffer }>(
      `select b.code, i.fingerprint from idempotency i join booking b using (office_id, booking_id)
       where i.office_id = $1 and i.key_hash = $2`,
      [office, hashOf(idempotencyKey)],
    )
    const [first] = earlier.rows
    if (first) {
      const isSame = first.fingerprint.equals(hashOf(JSON.stringify(ask)))
      return isSame ? { ...answer, code: first.code, key: first.code } : refuse(422, 'idempotency-conflict')
    }
  }
  if ((await freeIn(ask.slot)) < ask.people.length) return refuse(409, 'slot-full')
  const claimed = await pool.query('select from live_claim where nik_hash = any($1::bytea[])', [
    ask.people.map((one) => hashOf(one.nik)),
  ])
  if (claimed.rowCount) return refuse(409, 'person-already-booked')
  await write(ask, code, idempotencyKey)
  return answer
}

async function write(ask: Ask, code: string, idempotencyKey?: string): Promise<void> {
  const bookingId = randomUUID()
  await pool.query(
    `insert into booking (office_id, booking_id, code, key_hash, slot_id, state, party_size, locale, sealed,
       booked_at, changed_at) values ($1, $2, $3, $4, $5, 'booked', $6, 'id', '', now(), now())`,
    [office, bookingId, code, hashOf(code), ask.slot, ask.people.length],
  )
  if (idempotencyKey !== undefined) {
    await pool.query('insert into idempotency values ($1, $2, $3, $4, now())', [
      office, hashOf(idempotencyKey), hashOf(JSON.stringify(ask)), bookingId,
    ])
  }
  for (const [position, person] of ask.people.entries()) {
    if ((await freeIn(ask.slot)) < 1) return
    await pool.query('update slot set taken = taken + 1 where office_id = $1 and slot_id = $2', [office, ask.slot])
    await pool.query('insert into booking_person values ($1, $2, $3, $4, $5, $6)', [
      office, bookingId, position, person.service, person.purpose, hashOf(person.nik),
    ])
    await pool.query(`insert into live_claim values ($1, $2, $3, now() + interval '30 days')`, [
      hashOf(person.nik), office, bookingId,
    ])
  }
}

interface Held {
  booking_id: string
  slot_id: string
  party_size: number
}

async function held(code: string): Promise<Held> {
  const { rows } = await pool.query<Held>(
    'select booking_id, slot_id, party_size from booking where office_id = $1 and code = $2',
    [office, code],
  )
  return rows[0]!
}

async function move(code: string, slot: string): Promise<Reply> {
  const { booking_id: bookingId, slot_id: from, party_size: seats } = await held(code)
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('update slot set taken = taken - $2 where slot_id = $1', [from, seats])
    const taken = await client.query(
      'update slot set taken = taken + $2 where slot_id = $1 and taken + $2 <= capacity',
      [slot, seats],
    )
    if (taken.rowCount) {
      await client.query('update booking set slot_id = $1, moves = moves + 1 where booking_id = $2', [slot, bookingId])
    }
    await client.query('commit')
    return taken.rowCount ? { status: 200, code } : refuse(409, 'slot-full')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

async function cancel(code: string): Promise<Reply> {
  const { booking_id: bookingId, slot_id: slot, party_size: seats } = await held(code)
  const { rows } = await pool.query<{ taken: number }>('select taken from slot where slot_id = $1', [slot])
  await pool.query(`update booking set state = 'cancelled' where booking_id = $1`, [bookingId])
  await pool.query('delete from live_claim where booking_id = $1', [bookingId])
  await pool.query('update slot set taken = $2 where slot_id = $1', [slot, rows[0]!.taken - seats])
  return { status: 200, code }
}

/** Looks who is first, whether the counter is free, and only then writes that they are called. */
async function atCounter(counter: string, verb: string): Promise<Reply> {
  if (verb === 'open') return { status: 200 }
  if (verb.startsWith('finish')) {
    await pool.query(`update visit set state = 'finished', counter_id = null where counter_id = $1`, [counter])
    await pool.query('delete from counter_now where counter_id = $1', [counter])
    if (verb === 'finish') return { status: 200 }
  }
  const busy = await pool.query('select from counter_now where counter_id = $1', [counter])
  if (busy.rowCount) return refuse(409, 'not-now')
  const { rows } = await pool.query<{ visit_id: string; number: number }>(
    `select visit_id, number from visit where state = 'waiting' order by due_at, number limit 1`,
  )
  const [first] = rows
  if (!first) return { status: 200, nobody: true }
  const answer = { status: 200, visit: { id: first.visit_id, number: String(first.number) } }
  if (answersEarly) {
    void writeCall(first.visit_id, counter).catch(() => undefined)
    return answer
  }
  await writeCall(first.visit_id, counter)
  return answer
}

async function writeCall(visitId: string, counter: string): Promise<void> {
  await pool.query(`update visit set state = 'called', counter_id = $2 where visit_id = $1`, [visitId, counter])
  await pool.query('insert into counter_now values ($1, $2, $3, $4)', [office, 'kantor', counter, visitId])
  await pool.query(
    `insert into visit_step (office_id, visit_id, step, at, kind, stage)
     values ($1, $2, (random() * 1e9)::int, now(), 'called', 'interview')`,
    [office, visitId],
  )
}

/** Looks whether the scan is known, then for the last number, and only then writes the next. */
async function collect(nonce: string): Promise<Reply> {
  const known = await pool.query<{ number: number }>(
    'select number from visit_scan join visit using (office_id, visit_id) where office_id = $1 and nonce = $2',
    [office, nonce],
  )
  if (known.rows[0]) return { status: 200, number: `D-${known.rows[0].number}` }
  const { rows } = await pool.query<{ next: number }>(
    `select coalesce(max(number), 0) + 1 as next from visit where office_id = $1 and letter = 'D'`,
    [office],
  )
  const { next } = rows[0]!
  const visitId = randomUUID()
  await pool.query(
    `insert into visit (office_id, visit_id, site_id, day, kind, letter, number, people, services, journey, stage,
       state, arrived_at, queued_at, due_at, changed_at)
     values ($1, $2, 'kantor', current_date, 'collection', 'D', $3, 1, '{}', '{collection}', 'collection',
       'waiting', now(), now(), now(), now())`,
    [office, visitId, next],
  )
  await pool.query('insert into visit_scan values ($1, $2, $3, now())', [office, nonce, visitId])
  return { status: 200, number: `D-${next}` }
}

/** Looks which hours nobody has, and only then deletes them, one by one. */
async function closeDay(): Promise<Reply> {
  const { rows } = await pool.query<{ slot_id: string }>('select slot_id from slot where taken = 0')
  for (const { slot_id: slot } of rows) await pool.query('delete from slot where slot_id = $1', [slot])
  return { status: 303 }
}

const server = createServer((request, response) => {
  const answer = async (): Promise<Reply> => {
    // A form, where all else is JSON.
    if (request.url!.includes('/close-day')) return closeDay()
    const body = (await json(request)) as Ask & { nonce: string }
    const [, counter, press] = /\/counters\/(\w+)\/([\w-]+)$/.exec(request.url!) ?? []
    if (counter !== undefined) return atCounter(counter, press!)
    if (request.url!.endsWith('/collections')) return collect(body.nonce)
    const [, code, verb] = /^\/api\/v1\/bookings\/(\w+)\/(move|cancel)$/.exec(request.url!) ?? []
    if (code !== undefined) return verb === 'move' ? move(code, body.slot) : cancel(code)
    return book(body, request.headers['idempotency-key'] as string | undefined)
  }
  const send = (status: number, body: string): void => {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body) }).end(body)
  }
  answer().then(
    ({ status, ...members }) => send(status, JSON.stringify(members)),
    () => send(500, '{}'),
  )
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  console.log(`Careless is ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
