import assert from 'node:assert/strict'
import test from 'node:test'
import { type OfficeDefinition, readReferenceData } from '../offices/index.ts'
import { translator } from '../platform/i18n/index.ts'
import { planSlots } from './plan.ts'
import { day, exampleDefinition, exampleHolidays } from './testing.ts'

function warnings(changes: Partial<OfficeDefinition>, locale: 'id' | 'en' = 'en'): string[] {
  const office = { officeId: 'uji', timeZone: 'Asia/Jakarta', definition: exampleDefinition(changes) }
  const t = translator(locale)
  const span = { from: day('2026-11-24'), to: day('2026-12-31') }
  return planSlots({ office, holidays: exampleHolidays, ...span }).warnings.map(({ say, values }) => t(say, values))
}

const [template] = exampleDefinition().templates

test('the usual office has nothing to be warned of', () => {
  assert.deepEqual(warnings({}), [])
})

test('a template whose windows cannot hold a party of five', () => {
  assert.deepEqual(warnings({ templates: [{ ...template!, counters: 1 }] }), [
    'A window at kantor (online) holds only 2 people: a party of 5 never finds a place.',
  ])
  assert.deepEqual(warnings({ templates: [{ ...template!, counters: 2 }] }), [], 'exactly five')
})

test('a day with so few counters that a party of five no longer fits', () => {
  const fewer = { date: '2026-12-01', kind: 'shorter' as const, reason: 'Diklat', counters: 1, sites: ['kantor'] }
  assert.deepEqual(warnings({ exceptions: [fewer] }), [
    'On 2026-12-01 a window at kantor (online) holds only 2 people, too few for a party of 5.',
  ])
})

test('opening hours too short for one window', () => {
  const week = { monday: ['08:00-12:00', '13:00-13:20'] }
  assert.deepEqual(warnings({ templates: [{ ...template!, week }] }), [
    'The hours 13:00-13:20 at kantor (online) are shorter than 30 minutes, so they give no places.',
  ])
})

test('a horizon shorter than the wait for the next release', () => {
  const [warning] = warnings({ release: { monthDays: [1], at: '09:00', horizonDays: 7 } })
  assert.match(warning ?? '', /^Places of \d+ days, from 2026-11-24 on, open only after their hour has passed/)
})

test('an expected holiday that the office has not settled, in both languages', () => {
  const office = { officeId: 'uji', timeZone: 'Asia/Jakarta', definition: exampleDefinition() }
  const span = { from: day('2027-01-01'), to: day('2027-01-31') }
  const said = (definition: OfficeDefinition) => {
    const plan = planSlots({ office: { ...office, definition }, holidays: exampleHolidays, ...span })
    return plan.warnings.map(({ say, values }) => [translator('id')(say, values), translator('en')(say, values)])
  }
  assert.equal(said(exampleDefinition()).length, 2)
  for (const words of said(exampleDefinition()).flat()) assert.match(words, /2027-01-0[15].*confirmedHolidays/)
  const settled = { confirmedHolidays: ['2027-01-01'], workedHolidays: ['2027-01-05'] }
  assert.deepEqual(said(exampleDefinition(settled)), [])
})

test('the office that is shipped gives seats at both sites and is warned of expected holidays only', async () => {
  const { definitions, holidays } = await readReferenceData()
  for (const definition of definitions) {
    const office = { officeId: definition.office, timeZone: 'Asia/Jakarta', definition }
    const plan = planSlots({ office, holidays, from: day('2026-11-24'), to: day('2027-04-30') })
    assert.deepEqual(new Set(plan.warnings.map((warning) => warning.say)), new Set(['schedule.warning.holidayOpen']))
    const online = plan.slots.filter((slot) => slot.channel === 'online')
    assert.deepEqual(new Set(online.map((slot) => slot.siteId)), new Set(definition.sites.map((site) => site.id)))
  }
})
