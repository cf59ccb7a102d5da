import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pickEncoding } from './compress.ts'
import { isApiAddress, makeLocaleOf } from './locale.ts'
import { networkOfAddress } from './network.ts'
import { fromOtherOrigin, hostOf } from './origin.ts'
import { pageAddress } from './pages.ts'

const here = { secFetchSite: undefined, origin: undefined, host: 'giliran.test', publicHost: undefined }

test('who sent a form is read from what browsers say', () => {
  const cases: [string, Partial<Parameters<typeof fromOtherOrigin>[0]>, boolean][] = [
    ['no browser', {}, false],
    ['our own page', { secFetchSite: 'same-origin', origin: 'https://giliran.test' }, false],
    ['typed in', { secFetchSite: 'none' }, false],
    ['another site', { secFetchSite: 'cross-site', origin: 'https://giliran.test' }, true],
    ['a sister site', { secFetchSite: 'same-site' }, true],
    ['an unknown word', { secFetchSite: 'something-new' }, true],
    ['an older browser, here', { origin: 'http://giliran.test' }, false],
    ['an older browser, behind a proxy that ends TLS', { origin: 'https://giliran.test:443' }, false],
    ['an older browser, capital letters', { origin: 'https://GILIRAN.test' }, false],
    ['an older browser, elsewhere', { origin: 'https://evil.test' }, true],
    ['another port', { origin: 'https://giliran.test:8443' }, true],
    ['a host that only begins alike', { origin: 'https://giliran.test.evil.test' }, true],
    ['nonsense', { origin: 'giliran.test' }, true],
    ['a page that keeps its address', { origin: 'null' }, false],
    ['PUBLIC_URL', { origin: 'https://www.giliran.test', publicHost: 'www.giliran.test' }, false],
    ['no host and nonsense', { origin: 'nonsense', host: '' }, true],
  ]
  for (const [name, clues, other] of cases) assert.equal(fromOtherOrigin({ ...here, ...clues }), other, name)
  assert.equal(hostOf('ftp://giliran.test'), undefined)
})

test('the network of an address', () => {
  const cases: [string | undefined, string][] = [
    ['203.0.113.7', '203.0.113.0/24'],
    ['::ffff:203.0.113.7', '203.0.113.0/24'],
    ['::FFFF:cb00:7107', '203.0.113.0/24'],
    ['0:0:0:0:0:ffff:203.0.113.250', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
    ['evil', 'unknown'],
    ['203.0.113.7, 10.0.0.1', 'unknown'],
    ['', 'unknown'],
    [undefined, 'unknown'],
  ]
  for (const [address, network] of cases) assert.equal(networkOfAddress(address), network, String(address))
})

// Goal: no way of writing an address makes it another network.
test('neighbours share a network, however their addresses are written', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xffff), { minLength: 4, maxLength: 4 }), fc.ipV6(), (prefix, other) => {
      const head = prefix.map((group) => group.toString(16)).join(':')
      const network = networkOfAddress(`${head}:0:0:0:1`)
      assert.equal(networkOfAddress(`${prefix.map((g) => g.toString(16).padStart(4, '0')).join(':')}::1`), network)
      assert.equal(networkOfAddress(`${head}:ffff:ffff:ffff:ffff`.toUpperCase()), network)
      assert.notEqual(networkOfAddress(other), 'unknown')
    }),
  )
})

test('the language of an address', () => {
  const localeOf = makeLocaleOf()
  assert.equal(localeOf('/', 'en'), 'id')
  for (const address of ['/en', '/en/', '/en?x=1', '/en/t/key']) assert.equal(localeOf(address, 'id'), 'en', address)
  for (const address of ['/entah', '/endless/en', '//en']) assert.equal(localeOf(address, 'en'), 'id', address)
  assert.equal(localeOf('/api/v1/offices', 'en-US,en;q=0.8'), 'en')
  assert.equal(localeOf('/api/v1/offices', 'en-US,en;q=0.8'), 'en')
  assert.equal(localeOf('/api/v1/offices', undefined), 'id')
  assert.equal(localeOf('/api/v1/floor/events?a=1&locale=id', 'en'), 'id')
  assert.equal(localeOf('/api/v1/floor/events?locale=fr', 'en'), 'en')
  // More languages than are remembered: still the right answers.
  for (let i = 0; i < 1_200; i++) assert.equal(localeOf('/api/v1/x', `x${i},en`), 'en')
  assert.ok(isApiAddress('/api/v1/x') && !isApiAddress('/api') && !isApiAddress('/apis/x'))
  assert.equal(pageAddress('/', 'en'), '/en')
  assert.equal(pageAddress('/find', 'en'), '/en/find')
  assert.equal(pageAddress('/find', 'id'), '/find')
})

test('the packing of an answer is one that the caller takes', () => {
  const cases: [string | undefined, string | undefined][] = [
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.5, gzip;q=0.9', 'gzip'],
    ['GZIP', 'gzip'],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['br;q=x', undefined],
  ]
  for (const [accepted, picked] of cases) assert.equal(pickEncoding(accepted), picked, String(accepted))
})
