import fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeView } from '../../web/index.ts'
import { wishFaults } from '../wish-rules.ts'
import { compareSlots, type DrawSlot } from '../wishes.ts'
import { wishChoices } from './words.ts'

// Goal: no hour is offered that the draw does not have, and one that a day lacks says so.
const view = makeView({ locale: 'id', here: '/', demo: false, stylesheet: '/s.css' })
const siteName = (id: string): string | undefined => (id === 'kantor' ? undefined : 'ULP Magelang')
const slotsOf = (days: Record<string, string[]>, site = 'kantor'): DrawSlot[] =>
  Object.entries(days).flatMap(([date, hours]) => hours.map((start) => ({ site, date, start, seats: 5 })))

const labels = (slots: DrawSlot[]) => wishChoices(view, { slots, siteName }).parts.map(({ label }) => label)

test('where Fridays end earlier the last hour says so, once for all; without an afternoon none is offered', () => {
  const long = ['08:00', '11:30']
  const week = { '2026-12-14': long, '2026-12-15': long, '2026-12-18': ['08:00'] }
  assert.deepEqual(labels(slotsOf(week)), ['pagi', '08.00', '11.30, kecuali Jumat'])
  const two = { ...week, '2026-12-21': long, '2026-12-25': ['08:00'] }
  assert.deepEqual(labels(slotsOf(two)), ['pagi', '08.00', '11.30, kecuali Jumat'])
})

test('days that are not all of their weekday, or of one site alone, are named one by one', () => {
  const days = { '2026-12-14': ['08:00'], '2026-12-21': ['08:00', '13:00'], '2026-12-22': ['08:00'] }
  const one = 'Senin, 21 Desember 2026'
  assert.deepEqual(labels(slotsOf(days)), ['pagi', `siang, hanya ${one}`, '08.00', `13.00, hanya ${one}`])
  const sites = [...slotsOf({ '2026-12-14': ['08:00', '09:00'] }), ...slotsOf({ '2026-12-14': ['08:00'] }, 'magelang')]
  assert.deepEqual(labels(sites), ['pagi', '08.00', '09.00, hanya Senin, 14 Desember 2026'])
})

const someSlots = fc
  .uniqueArray(
    fc.record({
      site: fc.constantFrom('kantor', 'magelang'),
      date: fc.integer({ min: 14, max: 25 }).map((day) => `2026-12-${day}`),
      start: fc.constantFrom('08:00', '08:30', '11:30', '12:00', '13:00'),
      seats: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 1, maxLength: 40, selector: ({ site, date, start }) => `${site} ${date} ${start}` },
  )
  .map((slots) => slots.toSorted(compareSlots))

test('a part without a word beside it can be wished for on every day, and every part on some day', () => {
  fc.assert(fc.property(someSlots, (slots) => {
    const { days, parts } = wishChoices(view, { slots, siteName })
    const facts = { slots, party: 1, siteIds: ['kantor', 'magelang'] }
    for (const { value: part, label } of parts) {
      const possible = days.filter(({ value }) => {
        const [site = '', date = ''] = value.split(' ')
        return wishFaults([{ site, date, part }], facts).length === 0
      })
      assert.ok(possible.length > 0, part)
      assert.equal(possible.length === days.length, !/, (hanya|kecuali) /.test(label), `${part} ${label}`)
    }
  }))
})
