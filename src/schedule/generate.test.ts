import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { SetClock } from '../platform/clock.ts'
import { testDatabase } from '../platform/database/testing.ts'
import type { OfficeDefinition } from '../offices/index.ts'
import { readClosedReason } from './closed-reason.ts'
import { generateSlots, type GenerateNeeds } from './generate.ts'
import { day, exampleHolidays, exampleNow, exampleOffice } from './testing.ts'

const database = await testDatabase({ after })

/** Each test plays in an office of its own. */
function schedule(officeId: string, changes: Partial<OfficeDefinition> = {}, rest: Partial<GenerateNeeds> = {}) {
  const office = { ...exampleOffice(changes), officeId }
  return generateSlots({ database, clock: new SetClock(exampleNow), office, holidays: exampleHolidays, ...rest })
}

async function slotsOf(officeId: string) {
  const rows = await database.kysely.selectFrom('slot').selectAll().where('office_id', '=', officeId)
    .orderBy('starts_at').orderBy('site_id').execute()
  return rows.map((row) => ({ ...row, local: row.starts_at.toZonedDateTimeISO('Asia/Jakarta') }))
}

async function slotAt(officeId: string, local: string) {
  const starts = Temporal.ZonedDateTime.from(`${local}[Asia/Jakarta]`).toInstant()
  const found = (await slotsOf(officeId)).find((row) => row.site_id === 'kantor' && row.starts_at.equals(starts))
  assert.ok(found, `a slot at ${local}`)
  return found
}

async function book(officeId: string, slotId: string, seats: number, withheld = 0) {
  await database.pool.query('update slot set taken = $3, withheld = $4 where office_id = $1 and slot_id = $2', [
    officeId,
    slotId,
    seats,
    withheld,
  ])
}

const closedMonday = { date: '2026-11-30', kind: 'closed' as const, reason: 'Pemadaman listrik' }

test('slots are made from today to two months beyond the horizon, released by the rule', async () => {
  const result = await schedule('first')
  const slots = await slotsOf('first')
  assert.equal(result.created.length, slots.length)
  assert.equal(result.from.toString(), '2026-11-24')
  assert.equal(result.to.toString(), '2027-02-28')
  assert.equal(slots[0]!.local.toPlainDate().toString(), '2026-11-24')
  assert.equal(slots.at(-1)!.local.toPlainDate().toString(), '2027-02-26')
  assert.ok(slots.every((slot) => slot.planned === (slot.site_id === 'kantor' ? 10 : 5)))
  assert.ok(slots.every((slot) => slot.capacity === slot.planned && slot.closed_reason === null))
  const closedDays = new Set(['2026-12-24', '2026-12-25', '2027-01-01', '2027-01-05', '2026-11-28'])
  assert.ok(!slots.some((slot) => closedDays.has(slot.local.toPlainDate().toString())))
  const late = await slotAt('first', '2026-12-28T08:00')
  assert.equal(late.opens_at.toString(), '2026-11-30T02:00:00Z')
})

test('generating again changes nothing', async () => {
  await schedule('again')
  const before = await slotsOf('again')
  const result = await schedule('again')
  assert.deepEqual([result.created, result.changed, result.removed, result.kept, result.clashes], [[], [], [], [], []])
  assert.deepEqual(await slotsOf('again'), before)
})

test('a day later, one day more', async () => {
  await schedule('rolls')
  const before = (await slotsOf('rolls')).map((slot) => slot.slot_id)
  const clock = new SetClock(exampleNow.add({ hours: 24 }))
  const result = await schedule('rolls', {}, { clock })
  assert.equal(result.to.toString(), '2027-03-01')
  assert.equal(result.created.length, 22)
  const ids = new Set((await slotsOf('rolls')).map((slot) => slot.slot_id))
  assert.ok(before.every((id) => ids.has(id)))
})

test('a closed day loses its empty slots and keeps what is booked, as a clash', async () => {
  await schedule('closes')
  const booked = await slotAt('closes', '2026-11-30T09:00')
  await book('closes', booked.slot_id, 3)
  const result = await schedule('closes', { exceptions: [closedMonday] })
  assert.equal(result.removed.length, 21)
  const kept = await slotAt('closes', '2026-11-30T09:00')
  assert.equal(kept.slot_id, booked.slot_id)
  assert.deepEqual([kept.planned, kept.capacity, kept.taken], [0, 3, 3])
  const powerCut = { kind: 'words', words: 'Pemadaman listrik' }
  assert.deepEqual(readClosedReason(kept.closed_reason!), powerCut)
  assert.equal(result.clashes.length, 1)
  const [clash] = result.clashes
  assert.deepEqual([clash!.slotId, clash!.seatsBooked, clash!.closedReason], [booked.slot_id, 3, powerCut])
  const later = await schedule('closes', { exceptions: [closedMonday] })
  assert.equal(later.clashes.length, 1, 'a clash is listed until it is settled')
  const reopened = await schedule('closes')
  assert.equal(reopened.created.length, 21)
  const open = await slotAt('closes', '2026-11-30T09:00')
  assert.deepEqual([open.planned, open.capacity, open.taken, open.closed_reason], [10, 10, 3, null])
})

test('the rest of a day closes with its reason; the hours before it, and shorter days, stay as they are', async () => {
  await schedule('rest')
  const [early, late] = [await slotAt('rest', '2026-11-30T09:00'), await slotAt('rest', '2026-11-30T11:00')]
  await book('rest', early.slot_id, 2)
  await book('rest', late.slot_id, 4)
  const shorter = { date: '2026-11-30', kind: 'shorter' as const, reason: 'Rapat', hours: ['08:00-11:30'] }
  const flood = { ...closedMonday, reason: 'Banjir', fromHour: '10:00', sites: ['kantor'] }
  const result = await schedule('rest', { exceptions: [shorter, flood] })
  const starts = (await slotsOf('rest')).filter(
    (slot) => slot.site_id === 'kantor' && slot.local.toPlainDate().equals(day('2026-11-30')),
  )
  assert.deepEqual(starts.map((slot) => slot.local.toPlainTime().toString({ smallestUnit: 'minute' })), [
    '08:00', '08:30', '09:00', '09:30', '11:00',
  ])
  assert.deepEqual(result.clashes.map((one) => [one.slotId, one.closedReason]), [
    [late.slot_id, { kind: 'words', words: 'Banjir' }],
  ])
  assert.equal((await slotAt('rest', '2026-11-30T09:00')).closed_reason, null)
})

test('a slot that a cancelled booking names is kept, and is no clash', async () => {
  await schedule('cancelled')
  const slot = await slotAt('cancelled', '2026-11-30T09:00')
  await database.pool.query(
    `insert into booking (office_id, booking_id, code, key_hash, slot_id, state, party_size, locale, sealed,
       booked_at, changed_at)
     values ('cancelled', gen_random_uuid(), 'X', '\\x00', $1, 'cancelled', 1, 'id', '\\x00', now(), now())`,
    [slot.slot_id],
  )
  const result = await schedule('cancelled', { exceptions: [closedMonday] })
  assert.deepEqual(result.clashes, [])
  assert.equal(result.kept.length, 1)
  assert.equal((await slotAt('cancelled', '2026-11-30T09:00')).capacity, 0)
})

test('fewer counters never take back a seat: capacity follows what is booked and withheld', async () => {
  await schedule('fewer')
  const slot = await slotAt('fewer', '2026-11-30T09:00')
  await book('fewer', slot.slot_id, 7, 1)
  const fewer = { date: '2026-11-30', kind: 'shorter' as const, reason: 'Diklat', counters: 2 }
  const result = await schedule('fewer', { exceptions: [fewer] })
  const after = await slotAt('fewer', '2026-11-30T09:00')
  assert.deepEqual([after.planned, after.capacity, after.taken, after.withheld], [5, 8, 7, 1])
  assert.deepEqual(
    result.clashes.map((clash) => [clash.seatsBooked, clash.seatsPlanned, clash.closedReason]),
    [[7, 5, null]],
  )
})

test('what was released stays released, what was not follows the new rule', async () => {
  await schedule('release')
  await schedule('release', { release: { weekdays: ['monday'], at: '10:00', horizonDays: 7 } })
  assert.equal((await slotAt('release', '2026-12-07T09:00')).opens_at.toString(), '2026-11-09T02:00:00Z')
  assert.equal((await slotAt('release', '2026-12-28T09:00')).opens_at.toString(), '2026-12-21T03:00:00Z')
})

test('what has begun is left alone', async () => {
  await schedule('begun', {}, { clock: new SetClock('2026-11-24T00:00:00Z') })
  const before = (await slotsOf('begun')).filter((slot) => slot.local.hour < 11 && slot.local.day === 24)
  assert.ok(before.length > 0)
  const closed = { date: '2026-11-24', kind: 'closed' as const, reason: 'Banjir' }
  const result = await schedule('begun', { exceptions: [closed] })
  const left = (await slotsOf('begun')).filter((slot) => slot.local.toPlainDate().equals(day('2026-11-24')))
  assert.deepEqual(left.map((slot) => slot.local.hour), [8, 8, 8, 8, 9, 9, 9, 9, 10, 10])
  assert.equal(result.removed.length, 12)
})

test('a dry run tells all and changes nothing', async () => {
  await schedule('dry')
  const booked = await slotAt('dry', '2026-11-30T09:00')
  await book('dry', booked.slot_id, 2)
  const before = await slotsOf('dry')
  const dry = await schedule('dry', { exceptions: [closedMonday] }, { dryRun: true })
  assert.deepEqual(await slotsOf('dry'), before)
  const real = await schedule('dry', { exceptions: [closedMonday] })
  assert.deepEqual(dry, real)
  assert.equal(dry.clashes.length, 1)
  const week = dry.weeks.find((one) => one.monday.toString() === '2026-11-30')
  assert.deepEqual([week?.before, week?.after], [4 * 165 + 150, 3 * 165 + 150])
})

test('a shorter horizon still looks after what was made before', async () => {
  await schedule('shrinks')
  const release = { weekdays: ['monday' as const], at: '09:00', horizonDays: 7 }
  const result = await schedule('shrinks', { release })
  assert.equal(result.to.toString(), '2027-02-26')
  assert.equal((await slotAt('shrinks', '2027-02-26T09:00')).opens_at.toString(), '2027-02-22T02:00:00Z')
})

test('every process is told, and only when something changed', async () => {
  const heard: string[] = []
  const listener = await database.pool.connect()
  listener.on('notification', ({ payload }) => heard.push(payload ?? ''))
  await listener.query('listen giliran')
  await schedule('tells')
  await schedule('tells')
  await listener.query('select 1')
  await listener.query('unlisten giliran')
  listener.release()
  assert.deepEqual(heard, ['slots tells *'])
})
