import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readReferenceData, servicesOf } from '../../offices/index.ts'
import { SetClock } from '../../platform/clock.ts'
import { translator } from '../../platform/i18n/index.ts'
import type { AvailabilityDay, AvailabilitySlot, OfficeSlots } from '../../schedule/index.ts'
import { hoursOn, readDay, readSite, seatDays } from './openings.ts'

const { catalogue, offices, definitions } = await readReferenceData()
const definition = definitions.find(({ office }) => office === 'wonosobo')!
const listed = { ...offices.find(({ officeId }) => officeId === 'wonosobo')!, definition, bookable: true, revision: 1 }
const office = { ...listed, services: servicesOf(catalogue, listed) }
const id = translator('id')

test('days to look at are worked out again when anything can have changed, and never kept stale', async () => {
  const clock = new SetClock('2026-11-24T03:00:10Z')
  let current: Pick<OfficeSlots, 'version'> | undefined = { version: 1 }
  let asked = 0
  let isBroken = false
  const days = seatDays({
    clock,
    slots: { current: () => current as OfficeSlots | undefined },
    availability: {
      days: (_, { from }): Promise<AvailabilityDay[]> => {
        asked++
        if (isBroken) return Promise.reject(new Error('the database is gone'))
        return Promise.resolve([{ date: from, state: 'full', slots: [] }])
      },
    },
  })
  const askedBy = async (change: () => void): Promise<number> => {
    change()
    const before = asked
    await days(office, id)
    await days(office, id)
    return asked - before
  }
  assert.equal(await askedBy(() => undefined), 1)
  assert.equal(await askedBy(() => undefined), 0)
  assert.equal(await askedBy(() => (current = { version: 2 })), 1)
  assert.equal(await askedBy(() => clock.advance({ minutes: 1 })), 1)
  assert.equal(await askedBy(() => (current = undefined)), 2, 'nothing is known to be fresh')
  current = { version: 2 }
  assert.equal(await askedBy(() => undefined), 0)
  await days({ ...office }, id)
  await days(office, translator('en'))
  assert.equal(asked, 7)
  current = { version: 3 }
  isBroken = true
  await assert.rejects(days(office, id))
  isBroken = false
  assert.equal((await days(office, id))[0]!.state, 'full', 'a failure is not kept')
})

test('why an hour is closed is said in the language of the page', async () => {
  const start = Temporal.ZonedDateTime.from('2026-12-10T08:00[Asia/Jakarta]')
  const end = start.add({ minutes: 30 })
  const reasonIn = async (closedReason: string, locale: 'id' | 'en'): Promise<string | undefined> => {
    const counts = { capacity: 0, taken: 0, withheld: 0, drawPart: false, changedIn: 1 }
    const at = { startsAt: start.toInstant(), endsAt: end.toInstant(), opensAt: start.toInstant() }
    const place = { officeId: 'wonosobo', siteId: 'kantor', channel: 'online' } as const
    const slot = { slotId: '1', ...place, ...at, ...counts, closedReason }
    const hour: AvailabilitySlot = { slot, start, end, startText: '', endText: '', state: 'closed', free: 0 }
    const days = (): Promise<AvailabilityDay[]> =>
      Promise.resolve([{ date: start.toPlainDate(), state: 'closed', slots: [hour] }])
    const seeker = { office, serviceIds: ['new-adult'], party: 1 }
    const deps = { availability: { days }, clock: new SetClock('2026-11-24T03:00:00Z') }
    const groups = await hoursOn(deps, seeker, { day: start.toPlainDate(), t: translator(locale) })
    return groups[0]?.hours[0]?.reason
  }
  const powerCut = '{"kind":"words","words":{"id":"Listrik padam","en":"Power cut"}}'
  assert.equal(await reasonIn(powerCut, 'id'), 'Listrik padam')
  assert.equal(await reasonIn(powerCut, 'en'), 'Power cut')
  assert.equal(await reasonIn('{"kind":"not-planned"}', 'en'), 'this hour is no longer served')
  assert.equal(await reasonIn('banjir', 'en'), 'banjir')
})

test('a day is read strictly, a site by its own name', () => {
  assert.equal(readDay('2026-11-30')?.toString(), '2026-11-30')
  const noDays = ['', '2026-02-30', '2026-1-1', '26-11-30', '+12026-11-30', '1999-12-31', '2026-11-30T08', '9999-01-01']
  for (const wrong of noDays) assert.equal(readDay(wrong), undefined, wrong)
  assert.equal(readSite(office, 'magelang'), 'magelang')
  for (const wrong of ['', 'nowhere', '__proto__']) assert.equal(readSite(office, wrong), undefined)
})
