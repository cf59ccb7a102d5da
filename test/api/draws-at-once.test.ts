import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { book, releaseClaim } from '../../src/bookings/index.ts'
import { checkPromises } from '../../src/check.ts'
import { enter, leave, runDraws, verifyEntry } from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { Refusal } from '../../src/platform/errors.ts'
import { translator } from '../../src/platform/i18n/index.ts'
import { byContact, drawMoments, drawParty, giveByDraw, seenByWitness } from '../drawn-office.ts'
import { openHouse } from './app.ts'
import { page } from './draw-pages.ts'
import { Desk } from './hall.ts'

// Goal: whoever enters, proves, leaves and shows a card at once waits for the others, never in a
// circle; and a person that a closed list holds has no other turn until it is drawn.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
await house.app.staff.seedDemonstration()
const { app, clock, database } = house
await giveByDraw(house)
const deps = app.draws
const applicant = { kind: 'applicant' } as const
const staff = { kind: 'staff', name: 'rina' } as const
const atDesk = { channel: 'desk', cardSeen: true, actor: staff } as const

let used = 0
const someNiks = (count: number): string[] => {
  used += count
  return sampleNiks(count, 60_000 + used - count)
}

async function broken(): Promise<string[]> {
  const client = await database.pool.connect()
  const { checks } = await checkPromises(client, clock.now()).finally(() => client.release())
  return checks.filter(({ differences }) => differences > 0).map(({ name }) => name)
}

async function oneTurn(nik: string) {
  const { slots } = await app.slots.office('wonosobo')
  const late = Temporal.Instant.from('2026-12-03T00:00:00Z')
  const slot = slots.find(
    (one) => one.siteId === 'magelang' && one.channel === 'online' && Temporal.Instant.compare(one.startsAt, late) > 0,
  )!
  const { people } = drawParty([nik])
  return book(app.bookings.deps, { office: 'wonosobo', slot: slot.slotId, people, locale: 'id', actor: applicant })
}

test('enter, leave, prove and show a card at once: each is done or refused, none is a deadlock’s victim', async () => {
  const failed: unknown[] = []
  for (let i = 0; i < 25; i++) {
    const [a, b, c] = someNiks(3) as [string, string, string]
    const squat = await enter(deps, drawParty([a, b], { contact: { whatsapp: `0812${20_000_000 + i}` } }))
    const contested = await enter(deps, drawParty([c, b], { contact: { whatsapp: `0812${30_000_000 + i}` } }))
    assert.ok(contested.isContested)
    const done = await Promise.allSettled([
      enter(deps, drawParty([a], atDesk)),
      enter(deps, drawParty([b, c], atDesk)),
      leave(deps, { entry: squat, nik: b, whole: i % 2 === 0, actor: applicant }),
      verifyEntry(deps, { ...squat, proof: byContact(app, squat.contact.whatsapp!), actor: applicant }),
      verifyEntry(deps, { ...contested, proof: byContact(app, contested.contact.whatsapp!), actor: applicant }),
      releaseClaim(app.bookings.deps, { nik: b, actor: staff }),
    ])
    failed.push(...done.flatMap((one) =>
      one.status === 'rejected' && !(one.reason instanceof Refusal) ? [one.reason] : []))
  }
  assert.deepEqual(failed, [])
  assert.deepEqual(await broken(), [])
  assert.equal(await deadlocks(), 0)
})

/** How many this database has had. */
async function deadlocks(): Promise<number> {
  await database.pool.query('select pg_stat_force_next_flush()')
  const { rows } = await database.pool.query<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  )
  return rows[0]!.deadlocks
}

test('a claim locked before its entry, as no use case may, is a deadlock, and is counted', async () => {
  const { entryId } = await enter(deps, drawParty(someNiks(1)))
  const locks = [
    'select from draw_entry where entry_id = $1 for update',
    'select from live_claim where booking_id = $1 for update',
  ]
  const clients = [await database.pool.connect(), await database.pool.connect()] as const
  const [one, other] = clients
  try {
    for (const client of clients) await client.query('begin')
    await one.query(locks[0]!, [entryId])
    await other.query(locks[1]!, [entryId])
    const ended = await Promise.allSettled([one.query(locks[1]!, [entryId]), other.query(locks[0]!, [entryId])])
    const codes = ended.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))
    assert.deepEqual(codes, ['40P01'])
  } finally {
    for (const client of clients) {
      await client.query('rollback')
      await client.query('select pg_stat_force_next_flush()')
      client.release()
    }
  }
  assert.equal(await deadlocks(), 1)
})

test('whom a closed list holds is not let go before the draw, and so has one turn at most', async () => {
  const [nik] = someNiks(1) as [string]
  await enter(deps, drawParty([nik], atDesk))
  const release = () => releaseClaim(app.bookings.deps, { nik, actor: staff })
  const isRefused = ({ type, say, extras }: Refusal): boolean => {
    assert.deepEqual([type, say], ['not-now', 'bookings.errors.inClosedDraw'])
    assert.match(translator('en')('bookings.errors.inClosedDraw', extras.values), /2 December 2026/)
    return true
  }
  clock.set(drawMoments.closes)
  // Its hour has come, whether or not the minute's job has frozen it.
  await assert.rejects(release(), isRefused)
  await runDraws(deps)
  await seenByWitness(app)
  await assert.rejects(release(), isRefused)
  const headers = { authorization: `Bearer ${await new Desk(app.address, 'resepsionis').token()}` }
  const path = '/staff/offices/wonosobo/sites/kantor/desk/release'
  const shown = await page(app.address, path, { form: { nik, seen: 'on' }, headers })
  assert.equal(shown.status, 409)
  assert.match(shown.html, /2 Desember 2026/)
  await assert.rejects(oneTurn(nik), { type: 'person-already-booked' })
  clock.set(drawMoments.draws)
  await runDraws(deps)
  const { rows } = await database.pool.query<{ state: string }>(
    'select e.state from draw_entry e join draw_person p using (office_id, entry_id) where p.nik_hash = $1',
    [app.keys.lookup('nik', nik)],
  )
  // A winner's NIK is let go as any turn's; who waits holds none.
  assert.equal(await release(), rows[0]!.state === 'won')
  await oneTurn(nik)
  assert.deepEqual(await broken(), [])
})
