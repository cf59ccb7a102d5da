import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sendRaw } from '../../src/platform/http/testing.ts'
import { translator } from '../../src/platform/i18n/index.ts'
import { openRefusing } from './refusals.ts'

// Goal: whatever address is asked, the answer is a problem of a stable type in the language asked for,
// never our fault, and nothing has changed.
// How: every request is made in both languages; after each test all tables are as before.
const { party, posts, gets, held, other, port, slot, refuses } = await openRefusing({ after })

test('a span of a thousand years, a day too many, and one that ends before it begins', async () => {
  const ask = (from: string, to: string): Promise<string[]> =>
    refuses('invalid', `${from} to ${to}`, (one) =>
      one.ask(`/api/v1/offices/wonosobo/availability?service=new-adult&from=${from}&to=${to}`),
    )
  for (const [from, to] of [
    ['2026-12-01', '3026-12-01'],
    ['0001-01-01', '9999-12-31'],
    ['2026-12-01', '2027-03-03'],
  ] as const) {
    assert.deepEqual(await ask(from, to), ['/to too-long'])
  }
  assert.deepEqual(await ask('2026-12-02', '2026-12-01'), ['/to before-from'])
})

test('hostile and huge ids, wherever one stands', async () => {
  const numbers = ['0', '-1', '1e9', '01', ' 1', '1.0', '１', 'NaN', '9'.repeat(19), '9'.repeat(30)]
  const ids = [...numbers, '9223372036854775807', '9223372036854775808', "1' or '1'='1", '{}', '\u0000', '💥']
  for (const id of [...ids, '__proto__', '../1', '%00']) {
    await refuses('not-found', id, (one) => one.book({ ...party, slot: id }))
    await refuses('not-found', id, (one) => one.move(held, id))
    await refuses('not-found', id, (one) => one.book({ ...party, office: id }))
    await refuses('not-found', id, (one) => one.find(id, held.nik))
    const inPath = encodeURIComponent(id)
    // NUL in an address is refused before anybody looks who it might be.
    const type = id.includes('\u0000') ? 'bad-request' : 'not-found'
    for (const path of [`/offices/${inPath}`, `/offices/${inPath}/services`, `/bookings/${inPath}`]) {
      await refuses(type, path, (one) => one.ask(`/api/v1${path}`))
    }
  }
  for (const length of [31, 1000, 60_000]) {
    assert.deepEqual(await refuses('invalid', `${length}`, (one) => one.book({ ...party, slot: '1'.repeat(length) })), [
      '/slot too-long',
    ])
  }
  const long = 'a'.repeat(5000)
  for (const path of [`/offices/${long}`, `/offices/${long}/availability`, `/bookings/${long}`]) {
    await refuses('not-found', path.slice(0, 20), (one) => one.ask(`/api/v1${path}`))
  }
})

test('another method', async () => {
  for (const path of [...posts.map(([path]) => path), ...gets, '/api/v1/openapi.json']) {
    const takesPost = posts.some(([one]) => one === path)
    const methods = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', takesPost ? 'GET' : 'POST']
    for (const method of methods) {
      // Read, "find" stands where a code does.
      if (method === 'GET' && path.endsWith('/find')) continue
      let allowed: string | null = null
      await refuses('method-not-allowed', `${method} ${path}`, async (one) => {
        const answer = await one.ask(path, { method })
        allowed = answer.headers.get('allow')
        return answer
      })
      const isCodeToo = path.endsWith('/find')
      assert.equal(allowed, isCodeToo ? 'GET, HEAD, POST' : takesPost ? 'POST' : 'GET, HEAD', path)
    }
  }
})

test('odd percent-encoding in paths and queries', async () => {
  const odd = ['%', '%zz', '%e0%a4%a', '%c0%af', '%ff', '%ed%a0%80', '%00', 'a%00b', '%u0041']
  for (const path of gets.map((one) => one.split('?')[0]!)) {
    for (const text of odd) {
      const addresses = [`${path}/${text}`, `${path}?service=${text}`, `${path}?${text}=1`]
      if (path.includes('wonosobo')) addresses.push(path.replace('wonosobo', text))
      for (const address of addresses) {
        const head = `GET ${address} HTTP/1.1\r\nHost: a\r\nAccept-Language: en\r\nConnection: close\r\n\r\n`
        const answered = await sendRaw(port, head)
        assert.match(answered, /^HTTP\/1\.1 400 [^]*\/problems\/bad-request/, address)
        assert.ok(answered.includes(translator('en')('platform.problems.bad-request.title')), address)
      }
    }
  }
})

test('a question with fields that nobody knows, or twice the same', async () => {
  for (const path of gets) {
    const address = `${path}${path.includes('?') ? '&' : '?'}sort=up`
    assert.deepEqual(await refuses('invalid', address, (one) => one.ask(address)), ['/sort unknown'])
    const twice = `${path}${path.includes('?') ? '&' : '?'}locale=id&locale=id`
    assert.deepEqual(await refuses('invalid', twice, (one) => one.ask(twice)), ['/locale not-a-choice'])
  }
  for (const near of ['', '1', '1,2,3', 'a,b', '91,0', '0,181', 'NaN,NaN', '1e1,1', '-7.36;109.9']) {
    const address = `/api/v1/offices?near=${encodeURIComponent(near)}`
    assert.deepEqual(await refuses('invalid', near, (one) => one.ask(address)), ['/near malformed'])
  }
})

test('the code of another booking with one’s own key', async () => {
  const crossed = { ...other, key: held.key }
  for (const file of ['', '/calendar.ics', '/qr.svg']) {
    await refuses('not-found', file, (one) => one.show(crossed, file))
  }
  await refuses('not-found', 'move', (one) => one.move(crossed, slot))
  await refuses('not-found', 'cancel', (one) => one.cancel(crossed))
  await refuses('not-found', 'find', (one) => one.find(other.code, held.nik))
})
