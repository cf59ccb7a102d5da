import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sendAgain } from '../../src/notify/again.ts'
import { messageCharges, messageFigures, reasonsOf, sumBy } from '../../src/notify/figures.ts'
import { sweepOutbox } from '../../src/notify/index.ts'
import { openHouse, testNow } from '../api/app.ts'
import { Client, type Held, makePeople, type PartyBody } from '../api/client.ts'
import { Desk } from '../api/hall.ts'
import { untilRows } from '../api/rows.ts'
import { makeSlot } from '../api/slots.ts'

// Goal: who holds a ticket decides by which channels they are told; staff see what became of
// messages without seeing to whom, and send again what no channel took.
// How: a demonstration, where an outbox stands in for every channel, with its jobs.
const house = await openHouse({ after }, { jobs: true, settings: { GILIRAN_DEMO: 'on' } })
const { app, database } = house
const { pool } = database
await app.staff.seedDemonstration()
const client = new Client(app.address)
const supervisor = client.with({ authorization: `Bearer ${await new Desk(app.address, 'pengawas').token()}` })
const page = '/staff/offices/wonosobo/messages'

async function bookWith(contact?: PartyBody['contact']): Promise<Held> {
  const people = makePeople()
  return client.held({ slot: await makeSlot(house), people, ...(contact && { contact }) })
}

const rowsOf = <T extends object>(text: string, values: unknown[]): Promise<T[]> =>
  untilRows<T>(database, text, { values })

const plainCode = ({ code }: Held): string => code.replaceAll('-', '')
const kept = ({ code }: Held, where: string): Promise<{ channel: string }[]> =>
  rowsOf(
    `select o.channel from outbox o join message m using (office_id, message_id)
     join booking b using (office_id, booking_id) where b.code = $1 and ${where}`,
    [code.replaceAll('-', '')],
  )

const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) })
const stops = async (): Promise<string[]> => {
  const { rows } = await pool.query<{ channel: string }>('select channel from message_stop order by channel')
  return rows.map(({ channel }) => channel)
}

test('looking changes nothing; a press stops a channel, and another takes it up again', async () => {
  const held = await bookWith({ whatsapp: '081234560001' })
  const path = `/t/${held.key}/messages`
  const shown = await client.ask(`${path}?stop=whatsapp&List-Unsubscribe=One-Click`)
  assert.equal(shown.status, 200)
  assert.match(shown.text, /Hentikan WhatsApp/)
  assert.ok(!shown.text.includes('081234560001') && !shown.text.includes('6281234560001'))
  assert.deepEqual(await stops(), [])

  const stopped = await client.send(path, form({ stop: 'whatsapp' }))
  assert.equal(stopped.status, 303)
  assert.equal(stopped.headers.get('location'), `${path}?news=stopped&channel=whatsapp`)
  await client.send(path, form({ stop: 'whatsapp' }))
  assert.deepEqual(await stops(), ['whatsapp'])
  // No address of mail is on the ticket, so there is nothing to stop.
  assert.equal((await client.send(path, form({ stop: 'email' }))).headers.get('location'), path)
  assert.deepEqual(await stops(), ['whatsapp'])

  const crossed = { ...form({ resume: 'whatsapp' }), headers: { 'sec-fetch-site': 'cross-site' } }
  assert.equal((await client.send(path, crossed)).status, 403)
  assert.deepEqual(await stops(), ['whatsapp'])
  assert.match((await client.ask(path)).text, /Terima lagi lewat WhatsApp/)
  assert.equal((await client.send(path, form({ resume: 'whatsapp' }))).status, 303)
  assert.deepEqual(await stops(), [])
})

test('whoever has not proved the contact stops it for one ticket, and reads nothing of its other turns', async () => {
  const contact = { whatsapp: '081234560003' }
  const [mine, strangers] = [await bookWith(contact), await bookWith(contact)]
  const page = async ({ key }: Held): Promise<string> => (await client.ask(`/t/${key}/messages`)).text
  const before = await page(mine)
  await client.send(`/t/${strangers.key}/messages`, form({ stop: 'whatsapp' }))
  assert.match(await page(strangers), /Terima lagi lewat WhatsApp/)
  assert.equal(await page(mine), before)
  assert.deepEqual(await kept(await bookWith(contact), 'true'), [{ channel: 'whatsapp' }])
  await client.cancel(strangers)
  const [moved] = await rowsOf<{ channel: string }>(
    `select m.channel from message m join booking b using (office_id, booking_id)
     where b.code = $1 and m.kind = 'cancelled' and m.state = 'sent'`,
    [plainCode(strangers)],
  )
  assert.equal(moved?.channel, 'sms', 'the next channel has its turn for that ticket')
  await pool.query('delete from message_stop')
})

test('what a proved contact stopped holds for its other turns too, until it is taken up again', async () => {
  const contact = { whatsapp: '081234560002' }
  const first = await bookWith(contact)
  await prove(first, '+6281234560002')
  await kept(first, `o.channel = 'whatsapp'`)
  await client.send(`/t/${first.key}/messages`, form({ stop: 'whatsapp' }))
  const second = await bookWith(contact)
  assert.deepEqual(await kept(second, 'true'), [{ channel: 'sms' }])
  await client.send(`/t/${first.key}/messages`, form({ stop: 'sms' }))
  const third = await bookWith(contact)
  const [dropped] = await rowsOf<{ reason: string }>(
    `select m.reason from message m join booking b using (office_id, booking_id)
     where b.code = $1 and m.state = 'dropped'`,
    [plainCode(third)],
  )
  assert.equal(dropped?.reason, 'stopped')
  for (const channel of ['sms', 'whatsapp']) {
    await client.send(`/t/${first.key}/messages`, form({ resume: channel }))
  }
  assert.deepEqual(await stops(), [])
})

test('a mail reader unsubscribes by one click, in either encoding, and is not led elsewhere', async () => {
  const held = await bookWith({ email: 'siti@contoh.id' })
  const multipart = new FormData()
  multipart.set('List-Unsubscribe', 'One-Click')
  for (const body of [multipart, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })]) {
    const answer = await client.send(`/en/t/${held.key}/messages`, { method: 'POST', body })
    assert.equal(answer.status, 200)
    assert.match(answer.text, /Messages by e-mail are stopped/)
    assert.deepEqual(await stops(), ['email'])
    await pool.query('delete from message_stop')
  }
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  for (const body of ['', '--x', '--x\r\n\r\nx', 'x']) {
    assert.equal((await client.send(`/t/${held.key}/messages`, { method: 'POST', headers, body })).status, 400, body)
  }
  assert.equal((await client.send(`/t/${held.key}/cancel`, { method: 'POST', headers, body: '--x--' })).status, 415)
  assert.deepEqual(await stops(), [])
})

test('a ticket without a contact says so, and takes no stop', async () => {
  const held = await bookWith()
  const path = `/t/${held.key}/messages`
  assert.match((await client.ask(path)).text, /Tiket ini tanpa kontak/)
  assert.equal((await client.send(path, form({ stop: 'whatsapp' }))).status, 303)
  assert.equal((await client.send(path, form({ 'List-Unsubscribe': 'One-Click' }))).status, 200)
  assert.deepEqual(await stops(), [])
  assert.equal((await client.ask(`/t/${held.key.slice(0, -2)}AA/messages`)).status, 404)
})

/** As the page of codes does it in the end; see proof.test.ts. */
async function prove(held: Held, phone: string): Promise<void> {
  await pool.query(
    `insert into contact_proof (office_id, proof_id, contact_hash, booking_id, channel, at)
     select office_id, gen_random_uuid(), $2, booking_id, 'whatsapp', now() from booking where code = $1`,
    [plainCode(held), app.keys.lookup('contact', phone)],
  )
}

async function killMessage(held: Held): Promise<string> {
  await kept(held, 'true')
  const { rows } = await pool.query<{ message_id: string }>(
    `update message m set state = 'dead', reason = 'refused', refused = '{whatsapp,sms}', tries = 1
     from booking b where b.booking_id = m.booking_id and b.code = $1 returning m.message_id`,
    [plainCode(held)],
  )
  await pool.query('delete from outbox where message_id = $1', [rows[0]!.message_id])
  return rows[0]!.message_id
}

test('a dead letter is shown by its ticket, sent again at a press, and leaves a trace', async () => {
  const held = await bookWith({ whatsapp: '081234560003' })
  const messageId = await killMessage(held)
  const shown = await supervisor.ask(page)
  assert.ok(shown.text.includes(held.code) && shown.text.includes('ditolak saluran'))
  assert.ok(!shown.text.includes('560003') && !shown.text.includes('Siti'), 'to whom is nobody’s matter here')

  const pressed = await supervisor.send(page, form({ do: messageId }))
  assert.equal(pressed.headers.get('location'), `${page}?days=1&again=1`)
  assert.match((await supervisor.ask(`${page}?again=1`)).text, /1 pesan dikirim lagi/)
  assert.deepEqual(await kept(held, 'true'), [{ channel: 'whatsapp' }])
  const [sent] = await rowsOf<{ tries: number; refused: string[] }>(
    `select tries, refused from message where message_id = $1 and state = 'sent'`,
    [messageId],
  )
  assert.deepEqual(sent, { tries: 1, refused: [] })
  const { rows } = await pool.query<{ opening: string }>('select opening from audit_opening')
  const traces = rows.map(({ opening }) => JSON.parse(opening) as Record<string, unknown>)
  assert.deepEqual(
    traces.filter(({ kind }) => kind === 'messages-sent-again').map(({ by, messages }) => ({ by, messages })),
    [{ by: 'staff:pengawas', messages: [messageId] }],
  )
  for (const press of ['', 'x', messageId]) {
    assert.match(String((await supervisor.send(page, form({ do: press }))).headers.get('location')), /again=0$/)
  }
})

test('of all who press at once each dead letter is sent again by one', async () => {
  const all = await Promise.all(['081234560004', '081234560005'].map((whatsapp) => bookWith({ whatsapp })))
  for (const held of all) await killMessage(held)
  const ask = { officeId: 'wonosobo', which: 'all', by: { account: 'pengawas' } } as const
  const counts = await Promise.all(Array.from({ length: 6 }, () => sendAgain(app, ask)))
  assert.equal(counts.reduce((sum, one) => sum + one, 0), all.length)
  assert.equal(await sendAgain(app, { ...ask, officeId: 'cilacap' }), 0)
  for (const held of all) assert.equal((await kept(held, 'true')).length, 1)
})

test('figures count by day, kind, channel, state and reason; charges by month', async () => {
  const officeId = 'cilacap'
  const insert = `insert into message (office_id, message_id, kind, about, state, reason, channel, refused, parts,
      cost_idr, due_at, made_at, sent_at)
    select '${officeId}', gen_random_uuid(), kind, gen_random_uuid()::text, state, reason, channel, refused, parts,
      cost, made, made, sent from jsonb_to_recordset($1) as t(kind text, state text, reason text, channel text,
      refused text[], parts int, cost int, made timestamptz, sent timestamptz)`
  // 18:30 UTC is the next day in Cilacap.
  const late = '2026-11-23T18:30:00Z'
  const early = '2026-10-31T16:59:00Z'
  const row = { kind: 'booked', reason: null, channel: 'sms', refused: [], parts: 2, cost: 820, sent: late, made: late }
  const none = { channel: null, parts: 0, cost: 0, sent: null }
  const rows = [
    { ...row, state: 'sent' },
    { ...row, state: 'delivered' },
    { ...row, state: 'delivered', made: early, sent: early },
    { ...row, ...none, state: 'sending' },
    { ...row, ...none, state: 'dropped', reason: 'stopped', kind: 'survey' },
    { ...row, ...none, state: 'dead', reason: 'refused', refused: ['whatsapp', 'email'] },
  ]
  await pool.query(insert, [JSON.stringify(rows)])
  const asked = { officeId, timeZone: 'Asia/Jakarta' }
  const from = Temporal.Instant.from('2026-11-23T17:00:00Z')
  const figures = await messageFigures(database.kysely, { ...asked, from })
  assert.deepEqual([...new Set(figures.map(({ day }) => day.toString()))], ['2026-11-24'])
  const zero = { waiting: 0, sent: 0, delivered: 0, dropped: 0, dead: 0 }
  assert.deepEqual(sumBy(figures, ({ kind }) => kind, ['booked', 'moved', 'survey']), [
    ['booked', { ...zero, waiting: 1, sent: 1, delivered: 1, dead: 1 }],
    ['survey', { ...zero, dropped: 1 }],
  ])
  assert.deepEqual(sumBy(figures, ({ channel }) => channel, ['email', 'sms']), [
    ['email', { ...zero, dead: 1 }],
    ['sms', { ...zero, sent: 1, delivered: 1 }],
  ])
  assert.deepEqual(
    reasonsOf(figures).toSorted((a, b) => (a.reason < b.reason ? -1 : 1)),
    [{ state: 'dead', reason: 'refused', count: 1 }, { state: 'dropped', reason: 'stopped', count: 1 }],
  )
  const charges = await messageCharges(database.kysely, { ...asked, from: Temporal.Instant.from(early) })
  assert.deepEqual(
    charges.map(({ month, ...rest }) => ({ month: month.toString(), ...rest })),
    [
      { month: '2026-11-01', channel: 'sms', messages: 2, parts: 4, costIdr: 1640 },
      { month: '2026-10-01', channel: 'sms', messages: 1, parts: 2, costIdr: 820 },
    ],
  )
})

test('headquarters looks at every office; a counter’s officer at none', async () => {
  const as = async (name: string): Promise<Client> =>
    client.with({ authorization: `Bearer ${await new Desk(app.address, name).token()}` })
  const [pusat, loket] = [await as('pusat'), await as('loket-1')]
  assert.match((await pusat.ask(page)).text, /Pesan/)
  assert.match((await pusat.ask('/staff')).text, new RegExp(`href="${page}"`))
  const texts = await pusat.ask('/en/staff/messages/texts?office=wonosobo')
  assert.equal(texts.status, 200)
  assert.match(texts.text, /How Kantor Imigrasi[^<]* sends/)
  for (const path of [page, '/staff/messages/texts']) {
    assert.equal((await loket.with({ accept: 'text/html' }).ask(path)).status, 403, path)
    const stranger = await client.with({ accept: 'text/html' }).ask(path)
    assert.match(String(stranger.headers.get('location')), /^\/staff\/sign-in/, path)
  }
})

test('the outbox shows what would have been sent, to whom only in part, for a day', async () => {
  const held = await bookWith({ whatsapp: '081234560678' })
  await kept(held, 'true')
  const all = await client.ask('/outbox')
  assert.ok(all.text.includes(held.code))
  const mine = await client.ask(`/outbox?code=${plainCode(held).toLowerCase()}`)
  assert.match(mine.text, /WhatsApp: giliran tercatat/)
  assert.ok(mine.text.includes('ke +6281•••678') && !/081234560|6281234560/.test(mine.text))
  assert.ok(mine.text.includes(`href="/t/${held.key}"`), 'its link leads to this house')
  assert.match((await client.ask('/en/outbox?code=XYZ')).text, /mistyped/)
  const { rows: [other] } = await pool.query<{ code: string }>('select code from booking where code <> $1 limit 1', [
    plainCode(held),
  ])
  assert.ok(!(await client.ask(`/outbox?code=${other!.code}`)).text.includes(held.code))

  house.clock.set(testNow.add({ hours: 24 }))
  await sweepOutbox(app)
  assert.notEqual((await pool.query('select from outbox')).rowCount, 0)
  house.clock.set(testNow.add({ hours: 24, seconds: 1 }))
  await sweepOutbox(app)
  assert.equal((await pool.query('select from outbox')).rowCount, 0)
  assert.match((await client.ask('/outbox')).text, /Belum ada pesan/)
})
