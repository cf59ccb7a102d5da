import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { book, releaseClaim } from '../../src/bookings/index.ts'
import { checkPromises } from '../../src/check.ts'
import { enter, type EnterRequest, leave, runDraws, verifyEntry } from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { Refusal } from '../../src/platform/errors.ts'
import { translator } from '../../src/platform/i18n/index.ts'
import { giveByDraw, seenByWitness } from '../drawn-office.ts'
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
const closed = '2026-12-01T09:00:00Z'

let used = 0
const someNiks = (count: number): string[] => {
  used += count
  return sampleNiks(count, 60_000 + used - count)
}

const party = (niks: string[], change: Partial<EnterRequest> = {}): EnterRequest => ({
  draw: 'wonosobo.uji',
  people: niks.map((nik) => ({ name: 'Siti', nik, service: 'new-adult', purpose: 'umrah' })),
  wishes: [{ site: 'kantor', date: '2026-12-14', part: 'any' }],
  locale: 'id',
  actor: applicant,
  channel: 'home',
  ...change,
})

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
  const { people } = party([nik])
  return book(app.bookings.deps, { office: 'wonosobo', slot: slot.slotId, people, locale: 'id', actor: applicant })
}

test('enter, leave, prove and show a card at once: each is done or refused, none is a deadlock’s victim', async () => {
  const failed: unknown[] = []
  for (let i = 0; i < 25; i++) {
    const [a, b, c] = someNiks(3) as [string, string, string]
    const squat = await enter(deps, party([a, b], { contact: { whatsapp: `0812${20_000_000 + i}` } }))
    const contested = await enter(deps, party([c, b], { contact: { whatsapp: `0812${30_000_000 + i}` } }))
    assert.ok(contested.isContested)
    const done = await Promise.allSettled([
      enter(deps, party([a], atDesk)),
      enter(deps, party([b, c], atDesk)),
      leave(deps, { entry: squat, nik: b, whole: i % 2 === 0, actor: applicant }),
      verifyEntry(deps, { ...squat, by: 'contact', actor: applicant }),
      verifyEntry(deps, { ...contested, by: 'contact', actor: applicant }),
      releaseClaim(app.bookings.deps, { nik: b, actor: staff }),
    ])
    failed.push(...done.flatMap((one) =>
      one.status === 'rejected' && !(one.reason instanceof Refusal) ? [one.reason] : []))
  }
  assert.deepEqual(failed, [])
  assert.deepEqual(await broken(), [])
  await database.pool.query('select pg_stat_force_next_flush()')
  const { rows } = await database.pool.query<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  )
  assert.deepEqual(rows, [{ deadlocks: 0 }])
})

test('whom a closed list holds is not let go before the draw, and so has one turn at most', async () => {
  const [nik] = someNiks(1) as [string]
  await enter(deps, party([nik], atDesk))
  const release = () => releaseClaim(app.bookings.deps, { nik, actor: staff })
  const isRefused = ({ type, say, extras }: Refusal): boolean => {
    assert.deepEqual([type, say], ['not-now', 'bookings.errors.inClosedDraw'])
    assert.match(translator('en')('bookings.errors.inClosedDraw', extras.values), /2 December 2026/)
    return true
  }
  clock.set(closed)
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
  clock.set('2026-12-02T05:00:03Z')
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
