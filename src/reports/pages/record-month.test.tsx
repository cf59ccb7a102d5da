import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DrawOfMonth } from '../../draws/index.ts'
import type { Locale } from '../../platform/i18n/index.ts'
import { makeView, renderPage } from '../../web/index.ts'
import { type DayFacts, dayRecord, monthRecord } from '../rules.ts'
import { RecordMonthPage } from './record-month.tsx'

// Goal: the month tells of nothing that is not there, no way of seats twice, and why days were drawn.
const proof = { auditId: '', at: Temporal.Instant.from('2026-11-30T17:35:00Z'), salt: '', opening: '', commitment: '' }
const served = (way: 'online' | 'walk-in', people: number) => ({ way, state: 'served', minutes: 5, people }) as const
const busy: DayFacts = {
  date: '2026-11-24',
  offered: [{ way: 'online', seats: 40 }, { way: 'walk-in', seats: 20 }],
  came: [served('online', 30), served('walk-in', 9)],
  outOfTurn: [],
  freed: 0,
  plannedAnew: 0,
}
/** Three walk-ins are told with the others. */
const quiet: DayFacts = { ...busy, date: '2026-11-25', came: [served('online', 20), served('walk-in', 3)] }

function pageOf(
  { size, draws = [], locale = 'id' }: { size: number; draws?: readonly DrawOfMonth[]; locale?: Locale },
): string {
  const days = [dayRecord(busy), dayRecord(quiet)]
  const list = { size, sha256: '' }
  const record = monthRecord(
    { month: '2026-11', waits: {}, reasons: [], priority: [], booked: [], money: [], list },
    days,
  )
  const view = makeView({ locale, here: '/', demo: true, stylesheet: '/s.css' })
  const office = { id: 'wonosobo', name: 'Kantor Imigrasi Wonosobo', timeZone: 'Asia/Jakarta' }
  const props = { view, office, record, days, draws, samples: [], leaf: undefined, proof }
  return renderPage(<RecordMonthPage {...props} />)
}

test('each way stands once among those whom seats were given to', () => {
  const [given] = /Diberikan kepada: [^<]*/.exec(pageOf({ size: 3 })) ?? []
  assert.equal(given, 'Diberikan kepada: ambil sendiri 30, datang langsung 9, dan tidak dipisah 23.')
})

test('where there is nothing to sample it says so, without a figure and an empty file', () => {
  const empty = pageOf({ size: 0 })
  assert.match(empty, /belum ada yang diperiksa sebagai contoh/)
  assert.doesNotMatch(empty, /dari 0 giliran|turns/)
  assert.match(pageOf({ size: 7 }), /dari 7 giliran.*Belum ada contoh.*href="[^"]*turns/s)
})

test('why days were drawn stands there, with figures and the day of the announcement', () => {
  const draw = { drawId: 'wonosobo.uji', days: '14 December', about: 'Only here. Figures.', announced: '2 November' }
  const html = pageOf({ size: 1, draws: [draw], locale: 'en' })
  assert.match(html, /draws\/wonosobo.uji">14 December<\/a>: Only here. Figures. Announced on 2 November\./)
  assert.doesNotMatch(pageOf({ size: 1, locale: 'en' }), /given by draw\?/)
})
