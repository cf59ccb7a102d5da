import assert from 'node:assert/strict'
import test from 'node:test'
import { documentsFor, openingHours, servicesOf } from './rules.ts'
import { officeNamed, reference, wonosobo } from './testing.ts'

const { catalogue } = reference

function papers(service: string, purpose?: string, definition: typeof wonosobo | null = null): string[] {
  return documentsFor(catalogue, definition, { service, ...(purpose && { purpose }) }).map(({ id }) => id)
}

test('papers by service, age and purpose', () => {
  const table: [service: string, purpose: string, expected: string[]][] = [
    ['new-adult', 'tourism', ['e-ktp', 'family-card', 'origin']],
    ['new-adult', 'work', ['e-ktp', 'family-card', 'origin', 'seaman-book', 'seafarer-training']],
    [
      'new-child',
      'study',
      ['parents-e-ktp', 'family-card', 'birth-certificate', 'parents-marriage', 'parents-statement'],
    ],
    ['replace-expired-adult', 'hajj', ['e-ktp', 'old-passport-2009']],
    ['replace-full-adult', 'medical', ['e-ktp', 'old-passport-2009']],
    ['replace-data-adult', 'family', ['e-ktp', 'old-passport-2009', 'change-proof']],
    [
      'replace-expired-child',
      'umrah',
      ['parents-e-ktp', 'family-card', 'birth-certificate', 'parents-marriage', 'old-passport', 'parents-statement'],
    ],
    ['lost', 'tourism', ['police-report', 'e-ktp', 'family-card', 'birth-certificate']],
  ]
  for (const [service, purpose, expected] of table) assert.deepEqual(papers(service, purpose), expected)
})

test("an office's own paper comes last, for its purposes only", () => {
  assert.equal(papers('new-adult', 'umrah', wonosobo).at(-1), 'umrah-agency-letter')
  assert.ok(!papers('new-adult', 'hajj', wonosobo).includes('umrah-agency-letter'))
  const narrow = { ...wonosobo, documents: [{ ...wonosobo.documents![0]!, services: ['new-child'] }] }
  assert.ok(!papers('new-adult', 'umrah', narrow).includes('umrah-agency-letter'))
  assert.ok(papers('new-child', 'umrah', narrow).includes('umrah-agency-letter'))
})

test('without a purpose all papers are named, each with the purposes it is for', () => {
  const all = documentsFor(catalogue, wonosobo, { service: 'new-adult' })
  const purposes = Object.fromEntries(all.map((one) => [one.id, one.purposes]))
  assert.deepEqual(purposes['seaman-book'], ['work'])
  assert.deepEqual(purposes['umrah-agency-letter'], ['umrah'])
  assert.equal(purposes['e-ktp'], undefined)
})

test('what is not confirmed never comes without its remark', () => {
  const unverified = catalogue.documents.filter((document) => document.unverified)
  assert.ok(unverified.length > 0)
  for (const service of catalogue.services) {
    for (const { id, note } of documentsFor(catalogue, null, { service: service.id })) {
      const remark = unverified.find((one) => one.id === id)?.unverified
      if (remark) assert.ok(note?.id.includes(remark.id) && note.en.includes(remark.en))
    }
  }
})

test('a service or purpose that does not exist is our own mistake', () => {
  assert.throws(() => papers('swimming'), { name: 'AssertionError' })
  assert.throws(() => papers('new-adult', 'swimming'), { name: 'AssertionError' })
})

test('services: bookable first, direct visits last with their reason', () => {
  const services = officeNamed('wonosobo').services
  assert.deepEqual(services.slice(-2).map(({ id }) => id), ['lost', 'damaged'])
  assert.equal(services.filter(({ bookable }) => bookable).length, 8)
  assert.match(services.at(-1)!.reason!.id, /BAP/)
  assert.deepEqual(services[0]!.siteIds, ['kantor', 'magelang'])
  assert.deepEqual(services.at(-1)!.siteIds, ['kantor'])
})

test('a service that no site gives is not offered', () => {
  const sites = wonosobo.sites.map((site) => ({ ...site, services: ['lost', 'new-adult'] }))
  const offered = servicesOf(catalogue, { ...officeNamed('wonosobo'), definition: { ...wonosobo, sites } })
  assert.deepEqual(offered.map(({ id }) => id), ['new-adult', 'lost'])
})

test('an office that is not on the system offers nothing to book and says what to do', () => {
  for (const officeId of ['cilacap', 'purworejo']) {
    const services = officeNamed(officeId).services
    assert.equal(services.length, catalogue.services.length)
    for (const { bookable, reason } of services) assert.ok(!bookable && reason)
  }
  assert.match(officeNamed('cilacap').services[0]!.reason!.id, /M-Paspor/)
  assert.match(officeNamed('purworejo').services[0]!.reason!.id, /November 2025/)
})

test('hours: equal days stand together, closed days are left out', () => {
  const on = Temporal.PlainDate.from('2026-11-30')
  assert.deepEqual(openingHours(wonosobo, on)[0], {
    siteId: 'kantor',
    weekdays: ['monday', 'tuesday', 'wednesday', 'thursday'],
    spans: ['08:00-12:00', '13:00-14:30'],
  })
  assert.deepEqual(openingHours(wonosobo, on)[1], {
    siteId: 'kantor',
    weekdays: ['friday'],
    spans: ['08:00-11:30', '13:00-14:30'],
  })
  assert.equal(openingHours(wonosobo, on).length, 4)
})

test('hours are those in force on the day', () => {
  const [first] = wonosobo.templates
  const later = { ...first!, from: '2027-01-01', week: { saturday: ['08:00-11:00'] } }
  const definition = { ...wonosobo, templates: [{ ...first!, to: '2026-12-31' }, later] }
  const days = (on: string) => openingHours(definition, Temporal.PlainDate.from(on)).flatMap((one) => one.weekdays)
  assert.equal(days('2026-12-31').length, 5)
  assert.deepEqual(days('2027-01-01'), ['saturday'])
})
