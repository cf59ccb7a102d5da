import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeView } from '../../web/index.ts'
import { hoursLines } from './opening-hours-text.ts'

const id = makeView({ locale: 'id', here: '/', demo: false, stylesheet: '' })
const en = makeView({ locale: 'en', here: '/', demo: false, stylesheet: '' })

test('days with equal hours are one line, with the break between the spans', () => {
  const hours = [
    {
      siteId: 'kantor',
      weekdays: ['monday', 'tuesday', 'wednesday', 'thursday'] as const,
      spans: ['08:00-12:00', '13:00-14:30'],
    },
    { siteId: 'kantor', weekdays: ['friday'] as const, spans: ['08:00-11:30', '13:00-14:30'] },
    { siteId: 'kantor', weekdays: ['saturday', 'sunday'] as const, spans: ['09:00-11:00'] },
  ].map((one) => ({ ...one, weekdays: [...one.weekdays] }))
  assert.deepEqual(hoursLines(id, hours), [
    'Senin sampai Kamis 08.00–\u206014.30, istirahat 12.00–\u206013.00',
    'Jumat 08.00–\u206014.30, istirahat 11.30–\u206013.00',
    'Sabtu dan Minggu 09.00–\u206011.00',
  ])
  assert.equal(hoursLines(en, hours)[0], 'Monday to Thursday 08:00–\u206014:30, break 12:00–\u206013:00')
})

test('days that do not follow one another are listed', () => {
  const [line] = hoursLines(id, [{ siteId: 'x', weekdays: ['monday', 'wednesday', 'friday'], spans: ['08:00-10:00'] }])
  assert.equal(line, 'Senin, Rabu, dan Jumat 08.00–\u206010.00')
})
