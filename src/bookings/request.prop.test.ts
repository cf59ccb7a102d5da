import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { catalogue, wonosobo } from '../../test/api/offices.ts'
import { sampleNiks } from '../people/index.ts'
import { checkParty, type PartyInput, type PersonInput } from './request.ts'

const bookable = wonosobo.services.filter((one) => one.bookable)
const nik = fc.nat(50_000).map((n) => sampleNiks(1, n)[0]!)
const person: fc.Arbitrary<PersonInput> = fc.record({
  name: fc.constantFrom('Suharto', "Ma'ruf Amin", 'H. M. Nur-Alam, S.H.', 'Nguyễn Thị Ánh'),
  nik,
  service: fc.constantFrom(...bookable.map((one) => one.id)),
  purpose: fc.constantFrom(...catalogue.purposes.map((one) => one.id)),
})
const party: fc.Arbitrary<PartyInput> = fc.record({
  people: fc.uniqueArray(person, { minLength: 1, maxLength: 5, selector: (one) => one.nik }),
  // With a companion nobody is a child alone.
  companion: fc.constantFrom({}, { name: 'Siti' }),
  contact: fc.constantFrom({}, { whatsapp: '081234567890' }, { email: 'siti@contoh.id' }),
})
const check = (input: PartyInput) => checkParty(input, { office: wonosobo, catalogue })

test('a good party passes whole: nobody is lost, changed or put in another place', () => {
  fc.assert(
    fc.property(party, (input) => {
      const result = check(input)
      assert.ok(result.ok)
      const { people, companion } = result.party
      assert.deepEqual(
        people.map((one) => ({ name: one.name, nik: one.nik, service: one.service.id, purpose: one.purposeId })),
        input.people.map((one) => ({ ...one, name: one.name.normalize('NFC') })),
      )
      assert.deepEqual(companion, input.companion)
    }),
  )
})

const spoilers = {
  name: fc.constantFrom('', ' ', '42', 'A\u0000B', 'A\u202eB', '<b>', 'a'.repeat(101)),
  nik: fc.constantFrom('', '1', '0'.repeat(17), '٣٣٠٧٠١٤٥٠٦٩٠٠٠٠٣', '0000003213900001', '0x00000101900001'),
  service: fc.constantFrom('', 'visa', 'lost', 'damaged', '__proto__', 'new-adult '),
  purpose: fc.constantFrom('', 'moon', 'constructor', 'Umrah'),
}
const spoiling = fc.constantFrom(...(Object.keys(spoilers) as (keyof typeof spoilers)[])).chain((field) =>
  spoilers[field].map((value) => ({ field, value })),
)

test('each spoilt field is told, and only those', () => {
  fc.assert(
    fc.property(party, fc.array(fc.tuple(fc.nat(4), spoiling), { maxLength: 6 }), (input, spoilings) => {
      const people = input.people.map((one) => ({ ...one }))
      const spoilt = new Set<string>()
      for (const [place, { field, value }] of spoilings) {
        const i = place % people.length
        people[i]![field] = value
        spoilt.add(`/people/${i}/${field}`)
      }
      const result = check({ ...input, people })
      assert.equal(result.ok, spoilt.size === 0)
      assert.deepEqual(new Set(result.ok ? [] : result.faults.map((one) => one.pointer)), spoilt)
    }),
  )
})

test('whatever is typed is read or refused, never thrown at', () => {
  const any = fc.string({ unit: 'binary', maxLength: 30 })
  const anyone = fc.record({ name: any, nik: any, service: any, purpose: any, nikAsPrinted: fc.boolean() })
  const anything = fc.record(
    {
      people: fc.array(anyone, { maxLength: 7 }),
      companion: fc.record({ name: any }),
      contact: fc.record({ whatsapp: any, email: any }),
    },
    { requiredKeys: ['people'] },
  )
  fc.assert(
    fc.property(anything, (input) => {
      const result = check(input)
      if (!result.ok) assert.ok(result.faults.length > 0)
    }),
  )
})
