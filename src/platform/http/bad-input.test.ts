import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Type } from 'typebox'
import { Refusal } from '../errors.ts'
import { sendRaw, serve, type Served } from './testing.ts'

const closed = { additionalProperties: false }
const Person = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 40 }), age: Type.Integer({ minimum: 0 }) },
  closed,
)
const Body = Type.Object(
  { people: Type.Array(Person, { minItems: 1, maxItems: 5 }), kind: Type.Optional(Type.Enum(['a', 'b'])) },
  closed,
)

let served: Served
/** How often a handler ran: nothing refused may reach one. */
let reached = 0

before(async () => {
  served = await serve((http) => {
    http.post('/api/v1/things', { schema: { body: Body } }, (request, reply) => {
      reached += 1
      return reply.code(201).send({ people: request.body.people.length })
    })
    const Query = Type.Object(
      { party: Type.Integer({ maximum: 5 }), service: Type.Optional(Type.Array(Type.String())) },
      closed,
    )
    http.get('/api/v1/things', { schema: { querystring: Query } }, (request, reply) => reply.send(request.query))
    const Params = Type.Object({ id: Type.String({ pattern: '^[a-z]{1,20}$' }) }, closed)
    http.get('/api/v1/things/:id', { schema: { params: Params } }, (request, reply) =>
      reply.send({ id: request.params.id }),
    )
    http.get('/api/v1/broken', () => {
      throw new RangeError('Cannot parse: 3307011503880004 Budi Santoso')
    })
    http.get('/api/v1/gone', () => {
      throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED', syscall: 'connect' })
    })
    http.get('/api/v1/full', () => {
      throw new Refusal('slot-full', 'platform.invalid', {
        members: { people: [1], status: 200 },
        retryAfterSeconds: 2.5,
      })
    })
    http.get('/t/:key', (_request, reply) => reply.send('ticket'))
    http.get('/t/:key/broken', () => {
      throw new Error('broken page')
    })
    http.post('/form', (request, reply) => reply.send(request.body))
  })
})
after(() => served.close())

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(served.origin + path, { headers, redirect: 'manual' })
const post = (
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(served.origin + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })

interface ProblemBody {
  type: string
  title: string
  status: number
  detail: string
  errors?: { pointer: string; code: string; detail: string }[]
}
async function problem(response: Response | Promise<Response>, status: number, type: string): Promise<ProblemBody> {
  const answered = await response
  const text = await answered.text()
  assert.equal(answered.status, status, text)
  assert.match(answered.headers.get('content-type') ?? '', /^application\/problem\+json/)
  const body = JSON.parse(text) as ProblemBody
  assert.equal(body.type, `/problems/${type}`)
  assert.equal(body.status, status)
  assert.ok(body.title && body.detail)
  return body
}
const pointers = (body: ProblemBody): string[] =>
  (body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).sort()

test('a good request passes', async () => {
  const before = reached
  const answered = await post('/api/v1/things', '{"people":[{"name":"Siti","age":3}]}')
  assert.equal(answered.status, 201)
  assert.equal(answered.headers.get('x-content-type-options'), 'nosniff')
  assert.equal(reached, before + 1)
})

test('broken JSON, other bytes and empty bodies are bad requests', async () => {
  for (const body of ['{', '{"people":[}', 'null,', '{"__proto__":{"x":1}}', '{"constructor":{"prototype":{}}}', '']) {
    await problem(post('/api/v1/things', body), 400, 'bad-request')
  }
  await problem(post('/api/v1/things', Uint8Array.from([123, 34, 0xe9, 34, 58, 49, 125])), 400, 'bad-request')
  const none = await fetch(`${served.origin}/api/v1/things`, { method: 'POST' })
  await problem(none, 400, 'bad-request')
})

test('unknown fields and wrong types are named one by one', async () => {
  const body = {
    people: [
      { name: 7, age: '3' },
      { name: '', age: -1, 'a/b~c': 1 },
    ],
    kind: 'z',
    extra: true,
  }
  const said = await problem(post('/api/v1/things', JSON.stringify(body)), 422, 'invalid')
  assert.deepEqual(pointers(said), [
    '/extra unknown',
    '/kind not-a-choice',
    '/people/0/age wrong-type',
    '/people/0/name wrong-type',
    '/people/1/age too-small',
    '/people/1/a~1b~0c unknown',
    '/people/1/name too-short',
  ])
  const six = { people: Array.from({ length: 6 }, () => ({ name: 'A', age: 1 })) }
  assert.deepEqual(pointers(await problem(post('/api/v1/things', JSON.stringify(six)), 422, 'invalid')), [
    '/people too-many',
  ])
  assert.deepEqual(pointers(await problem(post('/api/v1/things', '{}'), 422, 'invalid')), ['/people missing'])
  for (const root of ['null', '[]', '"x"', '7']) await problem(post('/api/v1/things', root), 422, 'invalid')
})

test('a body with thousands of faults is answered with few', async () => {
  const body = JSON.stringify({
    people: [{ name: 'A', age: 1 }],
    ...Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`f${i}`, 1])),
  })
  const said = await problem(post('/api/v1/things', body), 422, 'invalid')
  assert.ok(said.errors!.length >= 1 && said.errors!.length <= 20)
})

test('addresses give numbers and lists as text', async () => {
  assert.deepEqual(await (await get('/api/v1/things?party=3&service=a')).json(), { party: 3, service: ['a'] })
  assert.deepEqual(await (await get('/api/v1/things?party=3&service=a&service=b')).json(), {
    party: 3,
    service: ['a', 'b'],
  })
  assert.deepEqual(pointers(await problem(get('/api/v1/things?party=x'), 422, 'invalid')), ['/party wrong-type'])
  assert.deepEqual(pointers(await problem(get('/api/v1/things?party=6&more=1'), 422, 'invalid')), [
    '/more unknown',
    '/party too-big',
  ])
  await problem(get('/api/v1/things/NO'), 404, 'not-found')
  await problem(get(`/api/v1/things/${'a'.repeat(5000)}`), 404, 'not-found')
})

test('the answer speaks the language asked for', async () => {
  const inEnglish = await problem(get('/api/v1/nothing', { 'accept-language': 'en-GB,en;q=0.9' }), 404, 'not-found')
  const inIndonesian = await problem(get('/api/v1/nothing'), 404, 'not-found')
  assert.equal(inEnglish.title, 'Not found')
  assert.equal(inIndonesian.title, 'Tidak ditemukan')
})

test('the wrong kind of body is refused', async () => {
  await problem(post('/api/v1/things', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'not-json')
  await problem(post('/api/v1/things', '{}', { 'content-type': 'text/plain' }), 415, 'not-json')
  await problem(post('/api/v1/things', '{}', { 'content-type': ';;' }), 415, 'not-json')
  await problem(post('/form', '{}', { accept: 'application/json' }), 415, 'not-json')
  assert.equal(
    (
      await post('/api/v1/things', '{"people":[{"name":"A","age":1}]}', {
        'content-type': 'Application/JSON; charset=utf-8',
      })
    ).status,
    201,
  )
  assert.equal((await post('/form', 'a=1&b=', { 'content-type': 'application/x-www-form-urlencoded' })).status, 200)
})

test('a body of 3 MB is refused unread, by length or in pieces', async () => {
  const before = reached
  const large = 'x'.repeat(3 * 1024 * 1024)
  const head = 'POST /api/v1/things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n'
  // Only the head is sent: an answer means that nobody waited for the rest.
  const byLength = await sendRaw(served.port, `${head}Content-Length: ${large.length}\r\n\r\n`)
  assert.match(byLength, /^HTTP\/1\.1 413 /)
  assert.match(byLength, /\/problems\/too-large/)
  const piece = `${(70_000).toString(16)}\r\n${'x'.repeat(70_000)}\r\n`
  assert.match(await sendRaw(served.port, `${head}Transfer-Encoding: chunked\r\n\r\n${piece}`), /^HTTP\/1\.1 413 /)
  const headToNowhere = 'POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n'
  const toNowhere = `${headToNowhere}Content-Length: ${large.length}\r\n\r\n`
  assert.match(await sendRaw(served.port, toNowhere), /^HTTP\/1\.1 404 /)
  for (let round = 0; round < 10; round++) await problem(post('/api/v1/things', `"${large}"`), 413, 'too-large')
  assert.equal(reached, before)
})

test('odd percent-encoding is a bad request everywhere', async () => {
  for (const path of [
    '/%zz',
    '/%',
    '/api/v1/things/%ff',
    '/api/v1/things/%c0%af',
    '/api/v1/things/a%00',
    '/%00',
    '/api/v1/things?party=%zz',
    '/api/v1/things?party=1&service=%00',
    '/en/%zz',
  ]) {
    const answered = await sendRaw(
      served.port,
      `GET ${path} HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\nConnection: close\r\n\r\n`,
    )
    assert.match(answered, /^HTTP\/1\.1 400 /, path)
    assert.match(answered, /\/problems\/bad-request/, path)
  }
})

test('what is no HTTP is answered and let go', async () => {
  for (const bytes of [
    'nonsense\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nA B: c\r\n\r\n',
    `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
    'POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ]) {
    assert.match(await sendRaw(served.port, bytes), /^HTTP\/1\.1 400 /, bytes.slice(0, 40))
  }
})

test('a known address with another method says which ones it takes', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
    const answered = await fetch(`${served.origin}/api/v1/things`, { method })
    assert.equal(answered.headers.get('allow'), 'GET, HEAD, POST', method)
    await problem(answered, 405, 'method-not-allowed')
  }
  const posted = await post('/api/v1/things/abc?x=1', '{}')
  assert.equal(posted.headers.get('allow'), 'GET, HEAD')
  await problem(posted, 405, 'method-not-allowed')
  await problem(post('/api/v1/nothing', '{}'), 404, 'not-found')
})

test('HEAD answers like GET without the body', async () => {
  const head = await fetch(`${served.origin}/api/v1/things/abc`, { method: 'HEAD' })
  assert.equal(head.status, 200)
  assert.equal(head.headers.get('content-length'), String('{"id":"abc"}'.length))
  assert.equal(await head.text(), '')
})

test('a refusal keeps its own members and never lets them hide the standard ones', async () => {
  const answered = await get('/api/v1/full')
  assert.equal(answered.headers.get('retry-after'), '3')
  const said = await problem(answered, 409, 'slot-full')
  assert.deepEqual(Reflect.get(said, 'people'), [1])
})

test('what nobody foresaw says nothing of the inside, neither in the answer nor personal data in the log', async () => {
  const said = await problem(get('/api/v1/broken'), 500, 'internal')
  assert.doesNotMatch(JSON.stringify(said), /RangeError|Budi|parse/)
  assert.match(served.logged(), /"route":"\/api\/v1\/broken".*"kind":"RangeError"/)
  assert.match(served.logged(), /bad-input\.test\.ts/)
  assert.doesNotMatch(served.logged(), /Budi|3307011503880004/)
})

test('a database that is gone is unavailable, not internal', async () => {
  const answered = await get('/api/v1/gone')
  assert.equal(answered.headers.get('retry-after'), '5')
  assert.doesNotMatch(JSON.stringify(await problem(answered, 503, 'unavailable')), /10\.0\.0\.7/)
})

test('no ticket key reaches the log, on any way', async () => {
  const key = 'WSB7hR2kQz9pLmN4vX8tYw3E'
  assert.equal((await get(`/t/${key}`)).status, 200)
  assert.equal((await get(`/t/${key}?from=${key}`, { referer: `http://x/t/${key}` })).status, 200)
  assert.equal((await get(`/t/${key}/broken`)).status, 500)
  assert.equal((await get(`/t/${key}/nothing`)).status, 404)
  assert.equal((await post(`/t/${key}`, '{}')).status, 405)
  await sendRaw(served.port, `GET /t/${key}/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
  await sendRaw(served.port, `GET /t/${key} HTTP/1.1\r\nHost: a\r\nA B: ${key}\r\n\r\n`)
  assert.match(served.logged(), /"route":"\/t\/:key","status":200/)
  assert.match(served.logged(), /"route":"unmatched","status":404/)
  assert.doesNotMatch(served.logged(), new RegExp(key))
})

test('pages refuse with a page, in the language of their address', async () => {
  const page = await get('/nothing', { accept: 'text/html' })
  assert.equal(page.status, 404)
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
  assert.equal(page.headers.get('cache-control'), 'no-store')
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  assert.match(await page.text(), /lang="id".*Tidak ditemukan/)
  assert.match(await (await get('/en/nothing', { accept: 'text/html' })).text(), /lang="en".*Not found/)
})
