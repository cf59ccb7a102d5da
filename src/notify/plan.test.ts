import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { BookedNumber } from '../visits/index.ts'
import { newsOf, remindersOwed } from './plan.ts'
import type { NotifySettings } from './settings.ts'

const usual: Pick<NotifySettings, 'reminders' | 'quiet'> = {
  reminders: { dayBefore: '17:00', morning: '06:00' },
  quiet: { from: '21:00', to: '06:00' },
}

/** What is owed at an hour of the office's own clock, as "kind from..to". */
function owedAt(hour: string, { settings = usual, timeZone = 'Asia/Jayapura' } = {}): string[] {
  const now = Temporal.PlainDateTime.from(`2026-11-26T${hour}`).toZonedDateTime(timeZone).toInstant()
  const text = (at: Temporal.Instant): string => at.toZonedDateTimeISO(timeZone).toString().slice(5, 16)
  return remindersOwed(settings, { timeZone, now }).map(({ kind, from, to }) => `${kind} ${text(from)}..${text(to)}`)
}

test('the day before from its hour while it can be told that day; the morning from its hour for hours to come', () => {
  const day = 'reminder-day 11-27T00:00..11-28T00:00'
  const morning = (from: string): string => `reminder-morning 11-26T${from}..11-27T00:00`
  assert.deepEqual(
    ['00:00', '05:59', '06:00', '08:30', '16:59', '17:00', '20:59', '21:00', '23:59'].map((hour) => owedAt(hour)),
    [
      [], [], [morning('06:00')], [morning('08:30')], [morning('16:59')],
      [day, morning('17:00')], [day, morning('20:59')],
      // Held until six it would say "tomorrow" on the day itself.
      [morning('21:00')], [morning('23:59')],
    ],
  )
  const noNight = { ...usual, quiet: { from: '06:00', to: '06:00' } }
  assert.deepEqual(owedAt('23:59', { settings: noNight }), [day, morning('23:59')], 'made up for until midnight')
})

test('an office that wants none gets none, and each has its own hours', () => {
  const none = { ...usual, reminders: { dayBefore: undefined, morning: undefined } }
  assert.deepEqual(owedAt('18:00', { settings: none }), [])
  const early = { ...usual, reminders: { dayBefore: '12:00', morning: undefined } }
  assert.deepEqual(owedAt('12:00', { settings: early }), ['reminder-day 11-27T00:00..11-28T00:00'])
})

test('whatever the zone and the hour, what is owed is of the office’s own day and was due before now', () => {
  const zone = fc.constantFrom('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'Europe/Berlin', 'America/New_York')
  const at = fc.integer({ min: 1_790_000_000, max: 1_830_000_000 })
  fc.assert(
    fc.property(zone, at, (timeZone, seconds) => {
      const now = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
      const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
      for (const { kind, dueAt, from, to } of remindersOwed(usual, { timeZone, now })) {
        const dayOf = (instant: Temporal.Instant): string =>
          instant.toZonedDateTimeISO(timeZone).toPlainDate().toString()
        assert.ok(Temporal.Instant.compare(dueAt, now) <= 0)
        assert.equal(dayOf(dueAt), today.toString())
        assert.equal(dayOf(from), today.add({ days: kind === 'reminder-day' ? 1 : 0 }).toString())
        assert.equal(dayOf(to.subtract({ seconds: 1 })), dayOf(from))
      }
    }),
  )
})

const now = Temporal.Instant.from('2026-11-26T03:00:00Z')
const number = (visitId: string, state: BookedNumber['state'], more: Partial<BookedNumber> = {}): BookedNumber => ({
  visitId,
  bookingId: `booking of ${visitId}`,
  state,
  ...more,
})
const told = (...numbers: BookedNumber[]): string[] =>
  newsOf({ officeId: 'uji', numbers }, { soonBefore: 3, now }).map(({ kind, visitId, dueAt }) =>
    [kind, visitId, ...(kind === 'survey' ? [dueAt.toString()] : [])].join(' '),
  )

test('who is next but three is told to come, who was absent to come back, who is at a counter nothing', () => {
  assert.deepEqual(
    told(
      number('a', 'waiting', { before: 0 }), number('b', 'waiting', { before: 3 }),
      number('c', 'waiting', { before: 4 }),
      number('d', 'absent'), number('e', 'called'), number('f', 'serving'), number('g', 'parked'), number('h', 'left'),
    ),
    ['called-soon a', 'called-soon b', 'come-back d'],
  )
})

test('asked how it was two hours after the last of the party is done, once a booking', () => {
  const endedMs = now.epochMilliseconds
  const own = { bookingId: 'family' }
  const done = (visitId: string, minutes: number) =>
    number(visitId, 'finished', { ...own, endedMs: endedMs + minutes * 60_000 })
  assert.deepEqual(told(number('x', 'finished', { endedMs })), ['survey x 2026-11-26T05:00:00Z'])
  assert.deepEqual(told(done('b', 0), done('a', 10)), ['survey a 2026-11-26T05:10:00Z'])
  assert.deepEqual(told(done('b', 0), number('a', 'serving', own)), [])
  assert.deepEqual(told(done('b', 0), number('a', 'left', own)), ['survey b 2026-11-26T05:00:00Z'])
  assert.deepEqual(told(number('a', 'left', own)), [])
})
