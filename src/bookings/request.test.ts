import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogue, wonosobo } from '../../test/api/offices.ts'
import { translator } from '../platform/i18n/index.ts'
import { sampleNiks } from '../people/index.ts'
import { checkParty, type PartyInput, type PersonInput } from './request.ts'

const niks = sampleNiks(6)
const person = (i: number, changes: Partial<PersonInput> = {}): PersonInput => ({
  name: 'Siti Aminah',
  nik: niks[i]!,
  service: 'new-adult',
  purpose: 'umrah',
  ...changes,
})
const check = (input: PartyInput) => checkParty(input, { office: wonosobo, catalogue })

/** Every fault as `pointer code`, in the order they are told. */
function faultsOf(input: PartyInput): string[] {
  const result = check(input)
  return result.ok ? [] : result.faults.map(({ pointer, code }) => `${pointer} ${code}`)
}

test('a party of five with a companion and both contacts is read whole', () => {
  const people = [
    person(0, { name: '  Siti   Aminah ', nik: '0000 0001 0190 0001' }),
    person(1, { service: 'replace-expired-adult', purpose: 'work' }),
    person(2, { name: "Nur 'Aini", service: 'new-child' }),
    person(3, { name: 'Budi' }),
    person(4, { name: 'محمد' }),
  ]
  const contact = { whatsapp: '0812-3456-7890', email: ' Siti@Contoh.ID ' }
  const result = check({ people, companion: { name: ' Ahmad  Fauzi' }, contact })
  assert.ok(result.ok)
  const { party } = result
  assert.deepEqual(party.people.map((one) => one.name), ['Siti Aminah', 'Siti Aminah', "Nur 'Aini", 'Budi', 'محمد'])
  assert.equal(party.people[0]!.nik, '0000000101900001')
  assert.deepEqual(party.people.map((one) => one.service.id), people.map((one) => one.service))
  assert.deepEqual(party.people.map((one) => one.purposeId), people.map((one) => one.purpose))
  assert.deepEqual(party.companion, { name: 'Ahmad Fauzi' })
  assert.deepEqual(party.contact, { whatsapp: '+6281234567890', email: 'Siti@contoh.id' })
})

test('nobody and six people are no party, and nothing else is told', () => {
  const six = { people: [0, 1, 2, 3, 4, 5].map((i) => person(i, { name: '' })) }
  assert.deepEqual(faultsOf({ people: [] }), ['/people party-size'])
  assert.deepEqual(faultsOf(six), ['/people party-size'])
})

test('all faults are told at once, in the order of the fields', () => {
  const input: PartyInput = {
    people: [
      person(0, { name: '', nik: '123', service: 'visa', purpose: 'moon' }),
      person(1),
      person(2, { name: '<script>', nik: 'abc', service: '', purpose: '' }),
    ],
    companion: { name: '42' },
    contact: { whatsapp: '110', email: 'siti@' },
  }
  assert.deepEqual(faultsOf(input), [
    '/people/0/name name-missing',
    '/people/0/nik nik-too-short',
    '/people/0/service service-unknown',
    '/people/0/purpose purpose-unknown',
    '/people/2/name name-not-a-name',
    '/people/2/nik nik-not-digits',
    '/people/2/service service-unknown',
    '/people/2/purpose purpose-unknown',
    '/companion/name name-not-a-name',
    '/contact/whatsapp phone-malformed',
    '/contact/email email-malformed',
  ])
})

test('every fault has its sentence in both languages', () => {
  const result = check({
    people: [person(0, { name: 'a'.repeat(101), nik: niks[0]! + '1', service: 'lost' }), person(1, { nik: '' })],
    contact: { email: 'x' },
  })
  assert.ok(!result.ok)
  for (const { say, values } of result.faults) {
    const [id, en] = [translator('id')(say, values), translator('en')(say, values)]
    assert.ok(id.length > 0 && en.length > 0 && id !== en, say)
    assert.doesNotMatch(id + en, /[{}]|undefined/)
  }
})

test('a service that needs no turn says what to do instead', () => {
  const result = check({ people: [person(0, { service: 'lost' })] })
  assert.ok(!result.ok)
  const [fault] = result.faults
  assert.equal(`${fault!.pointer} ${fault!.code}`, '/people/0/service service-not-bookable')
  const { reason } = wonosobo.services.find((one) => one.id === 'lost')!
  assert.ok(reason)
  assert.ok(translator('id')(fault!.say, fault!.values).includes(reason.id))
  assert.ok(translator('en')(fault!.say, fault!.values).includes(reason.en))
})

test('the same person twice is a refusal of its own only where nothing else is wrong', () => {
  const twice = check({ people: [person(0), person(1), person(0, { name: 'Budi', nik: `  ${niks[0]!} ` })] })
  assert.ok(!twice.ok && twice.twice)
  assert.deepEqual(twice.faults.map(({ pointer, code }) => `${pointer} ${code}`), ['/people/2/nik same-person-twice'])

  const three = check({ people: [person(0), person(0), person(0)] })
  assert.ok(!three.ok && three.twice)
  assert.deepEqual(three.faults.map(({ pointer }) => pointer), ['/people/1/nik', '/people/2/nik'])

  const more = check({ people: [person(0), person(0)], contact: { email: 'x' } })
  assert.ok(!more.ok && !more.twice)
  assert.deepEqual(more.faults.map(({ pointer }) => pointer), ['/contact/email', '/people/1/nik'])
  // One whose own fields are wrong is not compared: nobody knows yet who it is.
  assert.deepEqual(faultsOf({ people: [person(0), person(0, { name: '' })] }), ['/people/1/name name-missing'])
})

test('children come with an adult of the party or with a companion', () => {
  const child = (i: number) => person(i, { service: 'new-child' })
  assert.deepEqual(faultsOf({ people: [child(0)] }), ['/companion child-alone'])
  assert.deepEqual(faultsOf({ people: [child(0), child(1), child(2)] }), ['/companion child-alone'])
  assert.deepEqual(faultsOf({ people: [child(0), person(1)] }), [])
  assert.deepEqual(faultsOf({ people: [child(0)], companion: {} }), [], 'a companion without a name is one')
  assert.deepEqual(faultsOf({ people: [child(0)], companion: { name: '  ' } }), [])
  const both = check({ people: [child(0), child(0)] })
  assert.ok(!both.ok && !both.twice, 'a child alone is a fault beside being named twice')
  assert.deepEqual(both.faults.map(({ code }) => code), ['same-person-twice', 'child-alone'])
})

test('an impossible date is taken only as printed, and marked', () => {
  const nik = '0000003202900001'
  assert.deepEqual(faultsOf({ people: [person(0, { nik })] }), ['/people/0/nik nik-impossible'])
  assert.deepEqual(faultsOf({ people: [person(0, { nik, nikAsPrinted: false })] }), ['/people/0/nik nik-impossible'])
  const printed = check({ people: [person(0, { nik, nikAsPrinted: true }), person(1, { nikAsPrinted: true })] })
  assert.ok(printed.ok)
  assert.deepEqual(printed.party.people.map((one) => one.nikAsPrinted), [true, false], 'only where it matters')
  const short = { people: [person(0, { nik: '12', nikAsPrinted: true })] }
  assert.deepEqual(faultsOf(short), ['/people/0/nik nik-too-short'])
})

test('blank contacts are none', () => {
  const result = check({ people: [person(0)], contact: { whatsapp: ' ', email: '' } })
  assert.ok(result.ok)
  assert.deepEqual(result.party.contact, {})
  assert.equal(result.party.companion, undefined)
})
