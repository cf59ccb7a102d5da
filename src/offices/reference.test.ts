import assert from 'node:assert/strict'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { pathToFileURL } from 'node:url'
import { otherNames } from './other-names.ts'
import { parseHolidays, parseOffices, readReferenceData } from './reference.ts'
import { documentsFor, feesOf, isApprovedOnly } from './rules.ts'
import { officeNamed, offices, reference, wonosobo } from './testing.ts'

const { catalogue, holidays } = reference

function duplicates(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index)
}

test('143 offices are listed, each with an id and letters of its own', () => {
  assert.equal(offices.length, 143)
  assert.deepEqual(duplicates(offices.map(({ officeId }) => officeId)), [])
  assert.deepEqual(duplicates(offices.map(({ letters }) => letters)), [])
})

test('letters have none that is taken for another when read out', () => {
  for (const { letters } of offices) assert.match(letters, /^[A-HJKMNP-TV-Z]{3}$/)
  assert.equal(officeNamed('wonosobo').letters, 'WSB')
})

test('every office lies in Indonesia and in one of its zones', () => {
  const perZone = new Map<string, number>()
  for (const { timeZone, town } of offices) {
    assert.ok(town.lat > -11.1 && town.lat < 6.1 && town.lon > 94.9 && town.lon < 141.1)
    const offset = Temporal.Instant.from('2026-11-30T00:00Z').toZonedDateTimeISO(timeZone).offset
    perZone.set(offset, (perZone.get(offset) ?? 0) + 1)
  }
  assert.deepEqual(Object.fromEntries(perZone), { '+07:00': 94, '+08:00': 39, '+09:00': 10 })
})

test('the 18 offices approved in November 2025 have no class and keep their source', () => {
  const approved = offices.filter(isApprovedOnly)
  assert.equal(approved.length, 18)
  assert.deepEqual(offices.filter((office) => office.class === null), approved)
  for (const { source } of approved) assert.match(source, /^approved 4 Nov 2025 \(KemenPANRB/)
})

test('only Wonosobo is switched on', () => {
  assert.deepEqual(offices.filter(({ bookable }) => bookable).map(({ officeId }) => officeId), ['wonosobo'])
})

test('other names belong to offices that are listed', () => {
  for (const officeId of Object.keys(otherNames)) assert.ok(officeNamed(officeId))
})

test('every name in the catalogue is unique and every reference resolves', () => {
  for (const list of [catalogue.purposes, catalogue.documents, catalogue.fees, catalogue.services]) {
    assert.deepEqual(duplicates(list.map(({ id }) => id)), [])
  }
  const used = new Set(catalogue.services.flatMap(({ documents }) => documents.map(({ document }) => document)))
  assert.deepEqual(catalogue.documents.filter(({ id }) => !used.has(id)), [], 'a paper that nothing asks for')
  for (const service of catalogue.services) {
    assert.ok(feesOf(catalogue, service.id).length > 0)
    for (const purpose of catalogue.purposes) {
      assert.ok(documentsFor(catalogue, wonosobo, { service: service.id, purpose: purpose.id }).length > 0)
    }
    for (const purpose of service.documents.flatMap(({ purposes = [] }) => purposes)) {
      assert.ok(catalogue.purposes.some(({ id }) => id === purpose))
    }
  }
})

test('what cannot be booked is a direct visit and says why; all else can be booked', () => {
  for (const { bookable, kind, reason } of catalogue.services) {
    assert.equal(bookable, kind !== 'direct')
    assert.equal(bookable, reason === undefined)
  }
})

test('fees are those of PP 45/2024, and ten years are for adults only', () => {
  const amounts = Object.fromEntries(catalogue.fees.map(({ id, amountIdr }) => [id, amountIdr]))
  assert.deepEqual(amounts, {
    'ordinary-5': 350_000,
    'ordinary-10': 650_000,
    'electronic-5': 650_000,
    'electronic-10': 950_000,
    'same-day': 1_000_000,
    lost: 1_000_000,
    damaged: 500_000,
  })
  for (const { kind, book, years, source } of catalogue.fees) {
    assert.equal(source, 'PP 45/2024')
    assert.equal(kind === 'book', book !== undefined && years !== undefined)
  }
  for (const { id } of catalogue.services.filter(({ age }) => age === 'child')) {
    assert.deepEqual(feesOf(catalogue, id).map(({ id: fee }) => fee), ['ordinary-5', 'electronic-5'])
  }
})

test('Wonosobo has two sites, seven regencies and cities, and the release rule of the week after the fourth', () => {
  assert.deepEqual(wonosobo.sites.map(({ id }) => id), ['kantor', 'magelang'])
  assert.deepEqual(
    wonosobo.workingArea.map(({ code }) => code).toSorted(),
    ['33.04', '33.05', '33.06', '33.07', '33.08', '33.23', '33.71'],
  )
  const monday = Temporal.PlainDate.from('2026-11-30')
  assert.equal(monday.dayOfWeek, 1)
  assert.equal(monday.add({ days: wonosobo.release.horizonDays }).toString(), '2027-01-03')
  assert.ok(!wonosobo.templates.some(({ channel }) => channel === 'partner'))
})

test('every window of Wonosobo holds a party of five and fits its spans whole', () => {
  const minutes = (hour: string): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3))
  const seasons = (wonosobo.seasons ?? []).map(({ week }) => week)
  for (const { counters, windowMinutes, minutesPerApplicant, week } of wonosobo.templates) {
    assert.ok(Math.floor((counters * windowMinutes) / minutesPerApplicant) >= 5)
    for (const span of [week, ...seasons].flatMap((one) => Object.values(one).flat())) {
      const [start = '', end = ''] = span.split('-')
      assert.equal((minutes(end) - minutes(start)) % windowMinutes, 0, `${span} in windows of ${windowMinutes}`)
    }
  }
})

test('holidays: 2026 as decreed, 2027 only computed', () => {
  const status = (year: number) => new Set(holidays.filter(({ date }) => date.year === year).map((one) => one.status))
  assert.deepEqual([...status(2026)], ['decreed'])
  assert.deepEqual([...status(2027)], ['provisional'])
  const christmas = holidays.filter(({ date }) => date.year === 2026 && date.month === 12)
  assert.deepEqual(
    christmas.map(({ date, kind }) => [date.toString(), kind]),
    [['2026-12-24', 'collective_leave'], ['2026-12-25', 'national']],
  )
})

test('a file that is not as it should be is refused, not half read', () => {
  assert.throws(() => parseOffices('id,name\nx,y\n'), /lacks: letters/)
  assert.throws(() => parseHolidays('date,kind,name,status,source\n2026-02-30,national,X,ditetapkan,y\n'), RangeError)
  assert.throws(() => parseHolidays('date,kind,name,status,source\n2026-02-01,national,X,mungkin,y\n'), /mungkin/)
})

test('a broken file in the folder is named, with the place of the fault', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'giliran-reference-'))
  t.after(() => rm(folder, { recursive: true }))
  await cp(new URL('../../reference/', import.meta.url), folder, { recursive: true })
  const copy = pathToFileURL(`${folder}/`)
  assert.deepEqual(await readReferenceData(copy), reference)
  await writeFile(join(folder, 'services.yaml'), 'purposes: 7\n')
  await assert.rejects(readReferenceData(copy), /services\.yaml: .*purposes \(line 1\): array/)
})
