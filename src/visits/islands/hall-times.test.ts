import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dates } from '../../platform/i18n/index.ts'
import { dayText, hallTimes } from './hall-times.ts'

test('a hall writes days and hours like every other page', () => {
  for (const locale of ['id', 'en'] as const) {
    for (const timeZone of ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']) {
      for (const instant of ['2026-11-30T02:14:00Z', '2026-12-31T16:00:00Z', '2027-01-01T17:59:59Z']) {
        const moment = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone)
        const times = hallTimes(locale, timeZone)
        assert.equal(times.hour(moment.epochMilliseconds), dates(locale).hour(moment))
        assert.equal(times.day(moment.epochMilliseconds), dates(locale).day(moment.toPlainDate()))
        const day = moment.toPlainDate()
        assert.equal(dayText(day.toString(), locale), dates(locale).day(day))
      }
    }
  }
})
