import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { addNoShows, loadTexts, openNotifier } from '../../src/notify/index.ts'
import { missedBy } from '../../src/people/index.ts'
import { countNoShows } from '../../src/visits/index.ts'
import { openClient } from '../pages/client.ts'
import { openHouse } from './app.ts'
import { Client, makePeople, ticketOf } from './client.ts'
import { Desk } from './hall.ts'
import { makeSlot, readAgain } from './slots.ts'

// Goal: whoever gave a contact hears that a turn was counted as missed, until when none can be taken,
// and where to say why; nobody hears so who came, gave back in time, or was excused meanwhile.
const house = await openHouse({ after }, { settings: { GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house
await app.staff.seedDemonstration()
const client = new Client(app.address)
const pages = openClient(app)
const notifier = openNotifier({
  ...app,
  siteUrl: 'https://giliran.example',
  demo: true,
  texts: loadTexts(undefined),
  numberNow: async () => undefined,
  noShowNow: (officeId, bookingId) => missedBy(database.kysely, { officeId, bookingId }, clock.now()),
  random: () => 0,
})
const count = () => countNoShows({ ...app, tell: addNoShows })

async function messages(): Promise<string[]> {
  await notifier.bringDue()
  const { rows } = await database.pool.query<{ said: string }>(
    `select kind || ' ' || about || ' ' || state || coalesce(' ' || reason, '') as said from message
     where kind = 'no-show' order by about, state, reason`,
  )
  return rows.map(({ said }) => said)
}

/** A day on which somebody came, the others did not; two of them gave a contact. */
async function missDay(day: string, bookedAt: string, { missing, prevented, cancelling, silent }: typeof who) {
  clock.set(bookedAt)
  const slot = await makeSlot(house, { startsAt: Temporal.Instant.from(`${day}T03:00:07Z`) })
  const book = async (one: (typeof who)['missing'], whatsapp?: string) =>
    ticketOf(await client.book({ slot, people: [one], ...(whatsapp && { contact: { whatsapp } }) }), 201)
  const came = await book(makePeople()[0]!, '081200000001')
  const missed = await book(missing, '081200000002')
  await book(prevented, '081200000003')
  await book(silent)
  await client.cancel({ ...(await book(cancelling, '081200000004')), nik: cancelling.nik })
  await readAgain(house)
  clock.set(`${day}T02:30:00Z`)
  await new Desk(app.address, 'resepsionis').checkIn(came.code)
  return missed
}

const [missing, prevented, cancelling, silent] = makePeople(4)
const who = { missing: missing!, prevented: prevented!, cancelling: cancelling!, silent: silent! }

test('who missed a turn is told by office and day, and of the wait once there is one', async () => {
  const { code, key } = await missDay('2026-11-25', '2026-11-24T03:00:00Z', who)
  clock.set('2026-11-27T03:00:00Z')
  await Promise.all([count(), count()])
  await count()
  assert.deepEqual(await messages(), ['no-show 2026-11-25 sent', 'no-show 2026-11-25 sent'])
  const first = (await pages.get('/outbox')).html
  assert.match(first, /Giliran Rabu, 25 November 2026, [^<]*Wonosobo, tercatat tidak hadir\. Bila terulang, Anda perlu/)
  const told = /Giliran Rabu, 25 November[^<]*/.exec(first)![0]
  for (const hidden of [code, key, missing!.name, '10.00', 'http']) assert.ok(!told.includes(hidden), hidden)

  await missDay('2026-11-30', '2026-11-28T03:00:00Z', who)
  // At night it waits for the morning, and by then one of them is excused.
  clock.set('2026-12-02T18:40:00Z')
  await count()
  const held = 'no-show 2026-11-30 waiting quiet-hours'
  assert.deepEqual((await messages()).slice(2), [held, held])
  const excused = await client.send('/staff/offices/wonosobo/sites/kantor/desk/excuse', {
    method: 'POST',
    headers: { accept: 'text/html', authorization: `Bearer ${await new Desk(app.address, 'resepsionis').token()}` },
    body: new URLSearchParams({ nik: prevented!.nik, reason: 'ill', seen: 'on' }),
  })
  assert.match(excused.text, /boleh mengambil giliran sekarang/)
  clock.set('2026-12-03T00:00:00Z')
  const later = await messages()
  assert.deepEqual(later.slice(2), ['no-show 2026-11-30 dropped overtaken', 'no-show 2026-11-30 sent'])
  const { html } = await pages.get('/outbox')
  assert.match(html, /Giliran baru bisa diambil mulai Selasa, 15 Desember 2026\. Ada halangan\? Sampaikan di/)
})
