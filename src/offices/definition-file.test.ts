import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { Check } from 'typebox/value'
import { translator } from '../platform/i18n/index.ts'
import { describeChanges, readDefinition } from './definition-file.ts'
import { isRealDate } from './definition-checks.ts'
import { type OfficeDefinition, officeDefinitionSchema } from './definition.ts'
import { FileRefusal } from './errors.ts'
import { shapeFaults } from './faults.ts'
import { reference, wonosobo, wonosoboText } from './testing.ts'

const english = translator('en')

function refusal(text: string): FileRefusal {
  try {
    readDefinition(text, reference.catalogue)
  } catch (error) {
    if (error instanceof FileRefusal) return error
    throw error
  }
  throw new Error('the file was taken')
}

function linesOf(text: string): string[] {
  return refusal(text).lines(english)
}

/** Wonosobo's file with one text put for another, which must be there once or more. */
function withText(was: string, is: string): string {
  assert.ok(wonosoboText.includes(was), was)
  return wonosoboText.replace(was, is)
}

function changed(change: (definition: OfficeDefinition) => void): OfficeDefinition {
  // Through JSON: weeks that are one by an alias in the file are two here.
  const copy = JSON.parse(JSON.stringify(wonosobo)) as OfficeDefinition
  change(copy)
  return copy
}

/** Codes and places of a definition's faults, as in JSON. */
function faultsOf(change: (definition: OfficeDefinition) => void): string[] {
  return refusal(JSON.stringify(changed(change))).fileFaults.map(({ place, code }) => `${place} ${code}`)
}

test('the shipped file is taken, as YAML and as JSON', () => {
  assert.deepEqual(readDefinition(wonosoboText, reference.catalogue), wonosobo)
  assert.deepEqual(readDefinition(JSON.stringify(wonosobo), reference.catalogue), wonosobo)
})

test('a fault names its line, its place and what it should be', () => {
  const line = wonosoboText.split('\n').findIndex((one) => one.includes('movesMax')) + 1
  assert.deepEqual(linesOf(withText('movesMax: 2', 'movesMax: two')), [
    `line ${line}, booking.movesMax: must be a whole number`,
  ])
  assert.deepEqual(linesOf(withText('movesMax: 2', 'movesMax: 99')), [
    `line ${line}, booking.movesMax: must be 10 or less`,
  ])
  assert.deepEqual(linesOf(withText("code: '33.07'", 'code: 33.10'))[0]!.replace(/^line \d+, /, ''),
    "workingArea[0].code: must be text; put it in quotes: '33.10'")
  assert.match(linesOf(withText('channel: online', 'channel: phone'))[0]!,
    /^line \d+, templates\[0\]\.channel: must be one of: online, priority, walk-in, partner$/)
  assert.match(linesOf(withText("friday: ['08:00-11:30'", "friday: ['8-11.30'"))[0]!,
    /^line \d+, templates\[0\]\.week\.friday\[0\]: must be written as HH:MM-HH:MM$/)
})

test('a name that is missing or not known is said where it should stand', () => {
  const missing = linesOf(withText('bookable: true\n', ''))
  assert.match(missing[0]!, /^line \d+, bookable: must be there$/)
  const unknown = linesOf(withText('bookable: true', 'bookable: true\nbookabel: true'))
  assert.match(unknown[0]!, /^line \d+, bookabel: is not known; what can stand here: office, bookable, /)
})

test('every fault is named at once, in both languages', () => {
  const text = withText('movesMax: 2', 'movesMax: two').replaceAll('counters: 1', 'counters: -1')
  const faults = refusal(text)
  assert.equal(faults.fileFaults.length, 5)
  assert.equal(faults.lines(translator('id')).length, 5)
  assert.match(faults.lines(translator('id'))[0]!, /^baris \d+, booking\.movesMax: harus berupa bilangan bulat$/)
})

test('what is no file of an office at all is refused, never thrown as something else', () => {
  for (const text of ['', '# nothing', '[]', 'just words', '{"a": 1', 'a: *nowhere', 'a: 1\na: 2', '\u0000', '- - -']) {
    assert.ok(linesOf(text).length > 0, text)
  }
  assert.match(linesOf('office: a\nbookable: [')[0]!, /^line \d+, the whole file: cannot be read as YAML or JSON/)
  assert.match(linesOf('x'.repeat(600_000))[0]!, /larger than/)
})

test('a small file that aliases blow up is refused', () => {
  const levels = ['a: &a [x,x,x,x,x,x,x,x,x,x]']
  for (const [level, below] of [['b', 'a'], ['c', 'b'], ['d', 'c'], ['e', 'd']]) {
    levels.push(`${level}: &${level} [${Array(10).fill(`*${below}`).join(',')}]`)
  }
  assert.match(linesOf(levels.join('\n'))[0]!, /cannot be read/)
})

test('names must refer to something', () => {
  assert.deepEqual(faultsOf((one) => (one.templates[1]!.site = 'moon')), ['templates[1].site noSuchSite'])
  assert.deepEqual(faultsOf((one) => one.sites[1]!.services.push('swimming')), ['sites[1].services[8] noSuchService'])
  assert.deepEqual(faultsOf((one) => (one.documents![0]!.purposes = ['fun'])), [
    'documents[0].purposes[0] noSuchPurpose',
  ])
  assert.deepEqual(faultsOf((one) => (one.documents![0]!.id = 'e-ktp')), ['documents[0].id documentTaken'])
  assert.deepEqual(faultsOf((one) => (one.seasons![0]!.sites = ['kantor', 'moon'])), ['seasons[0].sites[1] noSuchSite'])
  assert.deepEqual(faultsOf((one) => (one.sites[1]!.id = 'kantor'))[0], 'sites[1].id twice')
})

test('dates must be in the calendar and in order', () => {
  assert.deepEqual(faultsOf((one) => (one.seasons![0]!.from = '2027-02-30')), ['seasons[0].from noSuchDate'])
  assert.deepEqual(faultsOf((one) => (one.seasons![0]!.to = '2027-02-07')), ['seasons[0].to dateOrder'])
  assert.deepEqual(faultsOf((one) => (one.templates[0]!.to = '2026-00-10')), ['templates[0].to noSuchDate'])
  assert.deepEqual(faultsOf((one) => (one.confirmedHolidays = ['2027-13-01'])), ['confirmedHolidays[0] noSuchDate'])
  assert.deepEqual(
    faultsOf((one) => (one.confirmedHolidays = one.workedHolidays = ['2027-01-01'])),
    ['workedHolidays[0] holidayBoth'],
  )
})

test('a date is real when the calendar has it', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }), (day) => {
      assert.ok(isRealDate(day.toISOString().slice(0, 10)))
    }),
  )
  for (const text of ['2027-02-29', '2026-04-31', '2026-13-01', '2026-00-01', '2026-01-00']) {
    assert.ok(!isRealDate(text), text)
  }
  assert.ok(isRealDate('2028-02-29'))
})

test('spans follow one another', () => {
  const monday = (spans: string[]) => faultsOf((one) => (one.templates[0]!.week.monday = spans))
  assert.deepEqual(monday(['12:00-08:00']), ['templates[0].week.monday[0] spanOrder'])
  assert.deepEqual(monday(['08:00-08:00']), ['templates[0].week.monday[0] spanOrder'])
  assert.deepEqual(monday(['08:00-12:00', '11:30-14:00']), ['templates[0].week.monday[1] spanOverlap'])
  assert.deepEqual(monday(['13:00-14:00', '08:00-12:00']), ['templates[0].week.monday[1] spanOverlap'])
})

test('nothing is set twice for the same hours, days or sites', () => {
  assert.deepEqual(faultsOf((one) => one.templates.push(one.templates[0]!)), ['templates[6] templateTwice'])
  assert.deepEqual(faultsOf((one) => one.seasons!.push(one.seasons![0]!)), ['seasons[1] seasonTwice'])
  const exception = { date: '2026-12-07', kind: 'closed', reason: 'x' } as const
  assert.deepEqual(
    faultsOf((one) => (one.exceptions = [{ ...exception, sites: ['kantor'] }, exception])),
    ['exceptions[1] exceptionTwice'],
  )
})

test('templates of one site may share the week, and exceptions the day, where they do not meet', () => {
  const definition = changed((one) => {
    one.templates.push({ ...one.templates[0]!, week: { saturday: ['08:00-11:00'] } })
    one.exceptions = [
      { date: '2026-12-07', kind: 'closed', reason: 'x', sites: ['kantor'] },
      { date: '2026-12-07', kind: 'shorter', reason: 'y', sites: ['magelang'], hours: ['08:00-10:00'] },
    ]
  })
  assert.deepEqual(readDefinition(JSON.stringify(definition), reference.catalogue), definition)
})

test('exceptions say what differs, release days come one way, partners have no share yet', () => {
  const date = '2026-12-07'
  assert.deepEqual(faultsOf((one) => (one.exceptions = [{ date, kind: 'extra', reason: 'x' }])), [
    'exceptions[0] exceptionEmpty',
  ])
  assert.deepEqual(faultsOf((one) => (one.exceptions = [{ date, kind: 'closed', reason: 'x', counters: 1 }])), [
    'exceptions[0] exceptionClosed',
  ])
  assert.deepEqual(faultsOf((one) => (one.release.monthDays = [1])), ['release releaseDays'])
  assert.deepEqual(faultsOf((one) => delete one.release.weekdays), ['release releaseDays'])
  assert.deepEqual(faultsOf((one) => (one.templates[0]!.channel = 'partner')), ['templates[0].channel partnerShare'])
})

test("an office's own words are one text for both languages, or one in each", () => {
  const date = '2026-12-07'
  for (const reason of ['Listrik padam', { id: 'Listrik padam', en: 'Power cut' }]) {
    const definition = changed((one) => (one.exceptions = [{ date, kind: 'closed', reason }]))
    assert.deepEqual(readDefinition(JSON.stringify(definition), reference.catalogue), definition)
  }
  assert.deepEqual(faultsOf((one) => (one.source = { id: 'berita', en: '' })), ['source.en shortest'])
  assert.deepEqual(faultsOf((one) => (one.source = '')), ['source shortest'])
})

// Goal: the walk that words the faults and the schema itself never disagree.
// How: put any value at any place of a good definition and ask both.
test('a shape is at fault exactly when the schema refuses it', () => {
  const places = placesIn(wonosobo)
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.oneof(fc.jsonValue(), fc.constant(undefined)), (path, value) => {
      const copy: unknown = structuredClone(wonosobo)
      let holder = copy as Record<string, unknown>
      for (const part of path.slice(0, -1)) holder = holder[part] as Record<string, unknown>
      holder[path.at(-1)!] = value
      const asJson: unknown = JSON.parse(JSON.stringify(copy))
      assert.equal(shapeFaults(officeDefinitionSchema, asJson).length === 0, Check(officeDefinitionSchema, asJson))
    }),
    { numRuns: 1000 },
  )
})

function placesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const inside = Object.entries(value).flatMap(([name, one]) => placesIn(one, [...path, name]))
  return path.length > 0 ? [path, ...inside] : inside
}

test('changes are told one by one, by names and not by numbers', () => {
  const after = changed((one) => {
    one.booking.movesMax = 3
    one.templates[0]!.counters = 5
    one.templates[0]!.week.monday = []
    one.sites.reverse()
    delete one.phone
    one.exceptions = [{ date: '2026-12-07', kind: 'closed', reason: 'Pindahan' }]
  })
  assert.deepEqual(describeChanges(wonosobo, after, english), [
    'booking.movesMax: 2 becomes 3',
    'templates[kantor online].counters: 4 becomes 5',
    'templates[kantor online].week.monday: 08:00-12:00 13:00-14:30 becomes -',
    'exceptions: added, 1 entry',
    'phone: removed, was (0286) 321628',
  ])
})

test('nothing changed, nothing told; a first definition is told as such', () => {
  assert.deepEqual(describeChanges(wonosobo, structuredClone(wonosobo), english), [])
  assert.deepEqual(describeChanges(null, wonosobo, english), ['this office had no definition; everything is new'])
})

test('a day may have its own hours and a rest that is closed; an hour goes with closing only', () => {
  const date = '2026-12-07'
  const shorter = { date, kind: 'shorter' as const, reason: 'Rapat', hours: ['08:00-11:00'] }
  const rest = { date, kind: 'closed' as const, reason: 'Banjir', fromHour: '10:00' }
  const both = changed((one) => (one.exceptions = [shorter, rest]))
  assert.deepEqual(readDefinition(JSON.stringify(both), reference.catalogue), both)
  assert.deepEqual(faultsOf((one) => (one.exceptions = [{ ...shorter, fromHour: '10:00' }])), [
    'exceptions[0].fromHour exceptionFromHour',
  ])
})

test('a draw at the door comes after its list opens, and its letter is nobody else\'s', () => {
  const door = { opens: '07:00', drawAt: '07:45' }
  assert.deepEqual(
    faultsOf((one) => {
      one.day!.door = { ...door, drawAt: '07:00' }
      one.day!.letters.walkIn = 'U'
    }),
    ['day.door.drawAt doorHours', 'day.letters doorLetter'],
  )
  const text = JSON.stringify(changed((one) => (one.day!.door = door)))
  assert.doesNotThrow(() => readDefinition(text, reference.catalogue))
})
