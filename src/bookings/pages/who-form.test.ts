import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { applyWhoAction, emptyWho, peopleMax, readWhoForm } from './who-form.ts'

test('a posted form is read by person', () => {
  const { values, action } = readWhoForm({
    'name-0': 'Siti Aminah',
    'nik-0': '0000 0041 0190 0001',
    'service-0': 'new-adult',
    'purpose-0': 'umrah',
    'name-3': 'Ahmad',
    'nik-3': '12',
    'nikAsPrinted-3': 'yes',
    companion: 'yes',
    companionName: 'Ida',
    contact: '0812',
    action: 'remove-1',
  })
  assert.deepEqual(action, { kind: 'remove', index: 1 })
  assert.deepEqual(values.people.map(({ name }) => name), ['Siti Aminah', 'Ahmad'], 'gaps close up')
  assert.equal(values.people[1]!.nikAsPrinted, true)
  assert.equal(values.people[1]!.service, '')
  assert.deepEqual([values.companion, values.companionName, values.contact], [true, 'Ida', '0812'])
})

test('adding and removing stay between one and five people and say where to go on', () => {
  let { values, focus } = applyWhoAction(emptyWho(), { kind: 'add' })
  assert.equal(focus, 'name-1')
  for (let i = 0; i < 9; i++) ({ values, focus } = applyWhoAction(values, { kind: 'add' }))
  assert.equal(values.people.length, peopleMax)
  assert.equal(focus, undefined)
  values.people[0]!.name = 'A'
  ;({ values, focus } = applyWhoAction(values, { kind: 'remove', index: 4 }))
  assert.equal(focus, 'name-3')
  for (let i = 0; i < 9; i++) ({ values } = applyWhoAction(values, { kind: 'remove', index: 0 }))
  assert.equal(values.people.length, 1)
})

// Goal: whatever is posted makes a form that can be shown. How: any fields, any values.
test('hostile forms are read without failing', () => {
  const field = fc.oneof(
    fc.constantFrom('name-0', 'nik-4', 'name-5', 'action', 'companion', 'contact', '__proto__', 'constructor'),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.dictionary(field, fc.anything()), (body) => {
      const { values, action } = readWhoForm(body)
      assert.ok(values.people.length >= 1 && values.people.length <= peopleMax)
      const after = applyWhoAction(values, action).values
      assert.ok(after.people.length >= 1 && after.people.length <= peopleMax)
      for (const person of values.people) assert.ok(person.name.length <= 300 && typeof person.nik === 'string')
    }),
  )
})
