import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { HandEvents } from '../../test/hand-events.ts'
import { listedOffice } from '../../test/listed-office.ts'
import type { Office, OfficeDefinition } from '../offices/index.ts'
import { SetClock } from '../platform/clock.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { translator } from '../platform/i18n/index.ts'
import type { AvailabilityDay, AvailabilityQuestion } from './availability-days.ts'
import { openAvailability } from './availability.ts'
import { generateSlots } from './generate.ts'
import { sayReason } from './reasons.ts'
import { openSlotBook } from './slot-book.ts'
import { day, exampleDefinition, exampleHolidays, exampleNow } from './testing.ts'

const database = await testDatabase({ after })
await database.kysely
  .insertInto('holiday')
  .values(exampleHolidays.map((holiday) => ({ ...holiday, source: 'test' })))
  .execute()

const clock = new SetClock(exampleNow)

interface Opened {
  office: Office
  days(question?: Partial<AvailabilityQuestion>): Promise<Map<string, AvailabilityDay>>
  set(local: string, values: string, site?: string): Promise<void>
  events: HandEvents
}

/** An office with its slots made, and its availability. */
async function open(
  officeId: string,
  changes: Partial<OfficeDefinition> = {},
  { timeZone = 'Asia/Jakarta' } = {},
): Promise<Opened> {
  clock.set(exampleNow)
  const office = listedOffice(exampleDefinition(changes), { officeId, timeZone })
  const { definition } = office
  assert.ok(definition)
  await generateSlots({ database, clock, office: { officeId, timeZone, definition }, holidays: exampleHolidays })
  const events = new HandEvents()
  const slots = openSlotBook({ database, clock, events })
  after(() => slots.close())
  const availability = openAvailability({ slots, clock })
  const usual = { services: ['new-adult'], from: day('2026-11-23'), to: day('2027-01-10'), party: 1 }
  return {
    office,
    events,
    days: async (question) => {
      const days = await availability.days(office, { ...usual, ...question })
      return new Map(days.map((one) => [one.date.toString(), one]))
    },
    set: async (local, values, site = 'kantor') => {
      const start = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).toInstant()
      const update = `update slot set ${values} where office_id = $1 and site_id = $2 and starts_at = $3`
      const { rowCount } = await database.pool.query(update, [officeId, site, start])
      assert.equal(rowCount, 1, `a slot at ${local}`)
      events.tell('slots', `${officeId} *`)
    },
  }
}

function statesOf(days: Map<string, AvailabilityDay>): Record<string, string> {
  return Object.fromEntries([...days].map(([date, { state }]) => [date, state]))
}

function reasonOn(days: Map<string, AvailabilityDay>, date: string): string | undefined {
  const reason = days.get(date)?.reason
  return reason && sayReason(translator('id'), reason)
}

test('the end of 2026: past, free, weekend, leave, holiday, not yet released, not yet certain', async () => {
  const { days } = await open('year-end')
  const found = await days()
  assert.equal(found.size, 49)
  const states = statesOf(found)
  assert.equal(states['2026-11-23'], 'past')
  assert.equal(states['2026-11-24'], 'free')
  assert.equal(states['2026-11-28'], 'closed')
  assert.equal(reasonOn(found, '2026-11-28'), 'akhir pekan')
  assert.equal(states['2026-12-23'], 'free')
  assert.equal(reasonOn(found, '2026-12-24'), 'cuti bersama Natal')
  assert.equal(reasonOn(found, '2026-12-25'), 'libur nasional Hari Raya Natal')
  for (const date of ['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31']) {
    assert.equal(states[date], 'unreleased')
    assert.equal(found.get(date)?.opensAt?.toString(), '2026-11-30T09:00:00+07:00[Asia/Jakarta]')
  }
  assert.equal(reasonOn(found, '2027-01-01'), 'perkiraan libur Tahun Baru 2027 Masehi, belum dipastikan kantor')
  assert.equal(found.get('2027-01-06')?.opensAt?.toString(), '2026-12-07T09:00:00+07:00[Asia/Jakarta]')
})

test('days beyond those that slots are made for are known too', async () => {
  const { days } = await open('far')
  const found = await days({ from: day('2027-06-01'), to: day('2027-06-06') })
  assert.equal(found.get('2027-06-01')?.state, 'unreleased')
  assert.equal(found.get('2027-06-01')?.opensAt?.toString(), '2027-05-03T09:00:00+07:00[Asia/Jakarta]')
  assert.equal(found.get('2027-06-05')?.state, 'closed')
})

test('in Makassar and Jayapura it opens at their own nine o’clock', async () => {
  for (const [timeZone, offset] of [['Asia/Makassar', '+08:00'], ['Asia/Jayapura', '+09:00']] as const) {
    const { days } = await open(`zone-${offset.slice(2, 3)}`, {}, { timeZone })
    const found = await days({ from: day('2026-12-28'), to: day('2026-12-28') })
    const opens = `2026-11-30T09:00:00${offset}[${timeZone}]`
    assert.equal(found.get('2026-12-28')?.opensAt?.toString(), opens)
    clock.set(Temporal.ZonedDateTime.from(opens).toInstant().subtract({ milliseconds: 1 }))
    assert.equal((await days()).get('2026-12-28')?.state, 'unreleased')
    clock.set(Temporal.ZonedDateTime.from(opens).toInstant())
    const opened = (await days()).get('2026-12-28')
    assert.equal(opened?.state, 'free')
    assert.equal(opened?.slots[0]?.start.toPlainTime().toString(), '08:00:00')
  }
})

test('today is free until the notice of its last hour', async () => {
  const { days } = await open('today')
  const at = async (instant: string) => {
    clock.set(instant)
    return (await days()).get('2026-11-24')
  }
  const morning = await at('2026-11-24T00:00:00Z')
  assert.deepEqual(morning?.slots.slice(0, 2).map((hour) => hour.state), ['past', 'past'])
  assert.equal((await at('2026-11-24T04:59:59Z'))?.state, 'free')
  assert.equal((await at('2026-11-24T05:00:00Z'))?.state, 'past')
  assert.equal((await at('2026-11-24T17:00:00Z'))?.state, 'past', 'the next day at the office')
})

test('full, few and too few for the party, hour by hour and for the day', async () => {
  const { days, set } = await open('party')
  const allHours = `starts_at >= '2026-11-30' and starts_at < '2026-12-01'`
  await database.pool.query(`update slot set taken = capacity where office_id = 'party' and ${allHours}`)
  await set('2026-11-30T09:00', 'taken = capacity - 2')
  const one = (await days()).get('2026-11-30')
  assert.equal(one?.state, 'few')
  assert.deepEqual(one?.slots.filter((hour) => hour.free > 0).map(({ state, free }) => [state, free]), [['few', 2]])
  const three = await days({ party: 3 })
  assert.equal(three.get('2026-11-30')?.state, 'full')
  assert.equal(reasonOn(three, '2026-11-30'), 'tidak ada jam dengan 3 tempat sekaligus')
  await set('2026-11-30T09:00', 'taken = capacity')
  assert.equal(reasonOn(await days(), '2026-11-30'), 'semua tempat sudah diambil')
})

test('an hour has to allow every service, and the site that is asked for', async () => {
  const { days } = await open('services')
  const sitesOn = async (question: Partial<AvailabilityQuestion>) => {
    const hours = (await days(question)).get('2026-11-30')?.slots ?? []
    return [...new Set(hours.map((hour) => hour.slot.siteId))]
  }
  assert.deepEqual(await sitesOn({}), ['kantor', 'magelang'])
  assert.deepEqual(await sitesOn({ services: ['new-adult', 'new-child'] }), ['kantor'])
  assert.deepEqual(await sitesOn({ siteId: 'magelang' }), ['magelang'])
  assert.deepEqual(await sitesOn({ services: [] }), ['kantor', 'magelang'])
  const none = await days({ services: ['new-child'], siteId: 'magelang' })
  assert.equal(none.get('2026-11-30')?.state, 'closed')
  assert.deepEqual(none.get('2026-11-30')?.reason, { kind: 'no-service' })
})

test('seats of other channels are not offered', async () => {
  const [template] = exampleDefinition().templates
  const templates = [template!, { ...template!, channel: 'walk-in' as const, counters: 9 }]
  const { days } = await open('channels', { templates })
  const hours = (await days()).get('2026-11-30')?.slots ?? []
  assert.equal(hours.length, 11)
  assert.ok(hours.every((hour) => hour.free === 10))
})

test('an hour that was taken out of the plan stays in sight, closed, while a day of them says why', async () => {
  const { days, set, events, office } = await open('clash')
  await set('2026-11-30T09:00', 'taken = 2')
  await set('2026-12-01T09:00', 'taken = 2')
  const definition = exampleDefinition({
    exceptions: [
      { date: '2026-11-30', kind: 'closed', reason: 'Pemadaman listrik' },
      { date: '2026-12-01', kind: 'shorter', reason: 'Rapat', hours: ['13:00-14:00'] },
    ],
  })
  const { officeId, timeZone } = office
  await generateSlots({ database, clock, office: { officeId, timeZone, definition }, holidays: exampleHolidays })
  events.tell('slots', 'clash *')
  Object.assign(office, { definition })
  const found = await days({ siteId: 'kantor' })
  assert.equal(found.get('2026-11-30')?.state, 'closed')
  assert.equal(reasonOn(found, '2026-11-30'), 'Pemadaman listrik')
  const shorter = found.get('2026-12-01')
  assert.equal(shorter?.state, 'free')
  assert.deepEqual(
    shorter?.slots.map(({ slot, state }) => [state, slot.closedReason]),
    [['closed', '{"kind":"not-planned"}'], ['free', null], ['free', null]],
  )
})

test('an office that is only listed says so every day, whatever is asked', async () => {
  const { office, days } = await open('listed')
  Object.assign(office, listedOffice(null, { officeId: 'listed' }))
  const found = await days()
  assert.equal(found.get('2026-11-23')?.state, 'past')
  assert.equal(found.get('2026-11-24')?.state, 'closed')
  assert.equal(found.get('2026-11-24')?.reason?.kind, 'not-bookable')
})
