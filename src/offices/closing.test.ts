import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { closingOn, coversClosing, withClosing, withoutClosing } from './closing.ts'
import type { OfficeDefinition } from './definition.ts'
import { definitionFaults } from './definition-checks.ts'
import { readDefinition } from './definition-file.ts'
import { readReferenceData } from './reference.ts'
import { wonosoboText } from './testing.ts'

const { catalogue } = await readReferenceData()
const wonosobo = readDefinition(wonosoboText, catalogue)
const date = '2026-12-07'
const [kantor, other] = wonosobo.sites.map(({ id }) => id) as [string, string]
const flood = { id: 'Banjir', en: 'Flood' }

test('a closing is found at its site and on its day, and nowhere else', () => {
  const closed = withClosing(wonosobo, { siteId: kantor, date, reason: flood })
  const closing = { date, kind: 'closed', reason: flood, sites: [kantor] }
  assert.deepEqual(closingOn(closed, { siteId: kantor, date }), closing)
  assert.equal(closingOn(closed, { siteId: other, date }), undefined)
  assert.equal(closingOn(closed, { siteId: kantor, date: '2026-12-08' }), undefined)
})

test('an earlier hour replaces a later one; what is closed already is covered', () => {
  const rest = withClosing(wonosobo, { siteId: kantor, date, fromHour: '13:00', reason: flood })
  const more = withClosing(rest, { siteId: kantor, date, fromHour: '10:00', reason: 'Listrik padam' })
  assert.equal(more.exceptions?.filter((one) => one.date === date).length, 1)
  const closing = closingOn(more, { siteId: kantor, date })!
  assert.equal(closing.fromHour, '10:00')
  assert.deepEqual(
    [undefined, '09:30', '10:00', '13:00'].map((fromHour) => coversClosing(closing, { fromHour })),
    [false, false, true, true],
  )
})

test('opening one site leaves the others closed', () => {
  const all = { ...wonosobo, exceptions: [{ date, kind: 'closed' as const, reason: flood }] }
  const open = withoutClosing(all, { siteId: kantor, date })
  assert.equal(closingOn(open, { siteId: kantor, date }), undefined)
  assert.deepEqual(closingOn(open, { siteId: other, date })?.reason, flood)
})

const step = fc.record({
  siteId: fc.constantFrom(...wonosobo.sites.map(({ id }) => id)),
  date: fc.constantFrom('2026-12-07', '2026-12-08'),
  fromHour: fc.option(fc.constantFrom('09:00', '13:00'), { nil: undefined }),
  reason: fc.constant(flood),
  opens: fc.boolean(),
})

// Goal: however days are closed and opened, the file stays one that is taken, one closing a day
// and site, the last word counts, and own hours of a day are never lost.
test('any order of closing and opening leaves a file without faults', () => {
  const own = { date: '2026-12-07', kind: 'shorter' as const, reason: 'Rapat', hours: ['08:00-11:00'] }
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let definition: OfficeDefinition = { ...wonosobo, exceptions: [own] }
      const last = new Map<string, string | null>()
      for (const { opens, ...wanted } of steps) {
        definition = (opens ? withoutClosing : withClosing)(definition, wanted)
        last.set(`${wanted.siteId} ${wanted.date}`, opens ? null : (wanted.fromHour ?? 'all day'))
      }
      assert.deepEqual(definitionFaults(definition, catalogue), [])
      assert.ok(definition.exceptions?.includes(own))
      for (const [key, wanted] of last) {
        const [siteId, date] = key.split(' ') as [string, string]
        const closing = closingOn(definition, { siteId, date })
        assert.equal(closing ? (closing.fromHour ?? 'all day') : null, wanted)
      }
    }),
  )
})
