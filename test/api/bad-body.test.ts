import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openRefusing, rawPost } from './refusals.ts'

// Goal: whatever stands in a body, the answer is a problem of a stable type in the language asked for,
// never our fault, and nothing has changed.
// How: every request is made in both languages; after each test all tables are as before.
const { party, posts, refuses } = await openRefusing({ after })
const [person] = party.people

test('broken JSON, other bytes and no body at all', async () => {
  const prototype = '{"__proto__":{"a":1}}'
  const bodies = ['', '{', '{"a":}', "{'a':1}", '{"a":1,}', 'NaN', '[1', '"', '{}{}', '{"a":1}\ufeff']
  for (const [path] of posts) {
    for (const body of [...bodies, prototype]) {
      await refuses('bad-request', body, (one) => rawPost(one, path, body))
    }
    for (const bytes of [[0x22, 0xff, 0x22], [0x22, 0xc3, 0x22], [0, 0, 0], [0x22, 0xed, 0xa0, 0x80, 0x22]]) {
      await refuses('bad-request', String(bytes), (one) => rawPost(one, path, Uint8Array.from(bytes)))
    }
    await refuses('bad-request', 'no body', (one) => one.ask(path, { method: 'POST' }))
    for (const body of ['null', '[]', '1', '"a"', 'true', '{}', '\ufeff{}', `${'['.repeat(5000)}${']'.repeat(5000)}`]) {
      await refuses('invalid', body.slice(0, 10), (one) => rawPost(one, path, body))
    }
  }
})

test('a field too many, one too few, and every field of another type', async () => {
  for (const [path, body] of posts) {
    const extra = { ...body, price: 1, 'a/b~c': 2 }
    assert.deepEqual((await refuses('invalid', path, (one) => one.post(path, extra))).toSorted(), [
      '/a~1b~0c unknown',
      '/price unknown',
    ])
    for (const name of Object.keys(body)) {
      const { [name]: _, ...rest } = body
      assert.deepEqual(await refuses('invalid', name, (one) => one.post(path, rest)), [`/${name} missing`])
      for (const value of [null, 7, true, {}, name === 'people' ? 'x' : []]) {
        const faults = await refuses('invalid', name, (one) => one.post(path, { ...body, [name]: value }))
        assert.deepEqual(faults, [`/${name} wrong-type`], JSON.stringify(value))
      }
    }
  }
  const people = async (...people: unknown[]): Promise<string[]> =>
    refuses('invalid', JSON.stringify(people), (one) => one.post('/api/v1/bookings', { ...party, people }))
  assert.deepEqual(await people('x', null, 3), ['/people/0 wrong-type', '/people/1 wrong-type', '/people/2 wrong-type'])
  assert.deepEqual(await people({ ...person, name: 3, nik: 3307014506900003 }), [
    '/people/0/name wrong-type',
    '/people/0/nik wrong-type',
  ])
  assert.deepEqual(await people({ ...person, nikAsPrinted: 'yes', age: 3 }), [
    '/people/0/age unknown',
    '/people/0/nikAsPrinted wrong-type',
  ])
})

test('a body of 3 MB', async () => {
  const large = 'x'.repeat(3 * 1024 * 1024)
  for (const [path, body] of posts) {
    await refuses('too-large', path, (one) => one.post(path, { ...body, large }))
    await refuses('too-large', path, (one) => rawPost(one, path, large))
  }
})

test('another content type', async () => {
  for (const [path, body] of posts) {
    const json = JSON.stringify(body)
    const forms = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']
    const near = ['application/xml', 'application/json-patch+json', 'application/json,text/plain', 'json', ';']
    for (const type of [...forms, ...near]) {
      await refuses('not-json', type, (one) => rawPost(one, path, json, type))
    }
  }
})
