import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inLanguage, pathsOf, patterns, splitLocale } from './paths.ts'

test('links of both languages', () => {
  const [id, en] = [pathsOf('id'), pathsOf('en')]
  assert.equal(id.home(), '/')
  assert.equal(en.home(), '/en')
  assert.equal(id.draft('K1', 'day', { site: '', view: 'list' }), '/book/K1/day?view=list')
  assert.equal(en.ticketCalendar('K1'), '/en/t/K1/calendar.ics')
  assert.equal(en.help('lost-code'), '/en/help#lost-code')
  assert.equal(id.offices({ q: 'kota & desa' }), '/offices?q=kota+%26+desa')
})

test('the API of a hall has one address in both languages', () => {
  for (const locale of ['id', 'en'] as const) {
    assert.equal(pathsOf(locale).hallApi('wonosobo', 'a/b'), '/api/v1/offices/wonosobo/sites/a%2Fb')
  }
})

test('what is put into an address cannot leave its place', () => {
  assert.equal(pathsOf('id').office('../t/x?y#z'), '/offices/..%2Ft%2Fx%3Fy%23z')
})

test('an address comes apart into its language and the rest, and together again', () => {
  assert.deepEqual(splitLocale('/en/find?x=1'), { locale: 'en', here: '/find?x=1' })
  assert.deepEqual(splitLocale('/en'), { locale: 'en', here: '/' })
  assert.deepEqual(splitLocale('/english'), { locale: 'id', here: '/english' })
  for (const pattern of Object.values(patterns)) {
    for (const locale of ['id', 'en'] as const) {
      assert.deepEqual(splitLocale(inLanguage(pattern, locale)), { locale, here: pattern })
    }
  }
})

test('the language switch never leads to another host', () => {
  for (const address of ['//evil.example/x', '/en//evil.example/x', '/\\evil.example/x', '/en/\\/evil.example/x']) {
    const { here } = splitLocale(address)
    assert.equal(inLanguage(here, 'id'), '/evil.example/x', address)
    assert.equal(inLanguage(here, 'en'), '/en/evil.example/x', address)
  }
})
