import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { Type } from 'typebox'
import { sendRaw, serve, type Served } from './testing.ts'

const closed = { additionalProperties: false }
const Body = Type.Object({ name: Type.String({ maxLength: 20 }), age: Type.Optional(Type.Integer()) }, closed)
const Query = Type.Object(
  { q: Type.Optional(Type.String({ maxLength: 20 })), n: Type.Optional(Type.Integer()) },
  closed,
)

let served: Served
const reached: unknown[] = []
before(async () => {
  served = await serve((http) => {
    http.post('/api/v1/things', { schema: { body: Body } }, (request, reply) => {
      reached.push(request.body)
      return reply.code(201).send({})
    })
    http.get('/api/v1/things/:id', { schema: { querystring: Query } }, (request, reply) => reply.send(request.query))
    http.get('/t/:key', (_request, reply) => reply.send('page'))
  })
})
after(() => served.close())

const isThing = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { name, age, ...others } = value as Record<string, unknown>
  const nameFits = typeof name === 'string' && [...name].length <= 20
  return nameFits && (age === undefined || Number.isInteger(age)) && Object.keys(others).length === 0
}

// Goal: whatever JSON comes, it passes when it is what the schema says, and is refused as the caller's fault when not.
test('any JSON is taken or refused, never a failure of ours', async () => {
  const thing = fc.record({ name: fc.string({ unit: 'binary' }), age: fc.integer() }, { requiredKeys: ['name'] })
  const bodies = fc.oneof(fc.jsonValue(), thing, fc.record({ name: fc.jsonValue(), age: fc.jsonValue() }))
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const text = JSON.stringify(body)
      const before = reached.length
      const headers = { 'content-type': 'application/json' }
      const answered = await fetch(`${served.origin}/api/v1/things`, { method: 'POST', headers, body: text })
      await answered.text()
      // The parser refuses what would become another prototype, and text that is not whole; where it
      // only names such a thing it stays what it is.
      const suspect = text.includes('__proto__') || text.includes('constructor') || text.includes('\uFFFD')
      const expected = [isThing(body) ? 201 : 422, ...(suspect ? [400] : [])]
      assert.ok(expected.includes(answered.status), `${answered.status} for ${text}`)
      assert.equal(reached.length, answered.status === 201 ? before + 1 : before)
    }),
    { numRuns: 400 },
  )
})

// Goal: no address, however it is written, is answered by 500 or by nothing.
test('any address is answered', async () => {
  const piece = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'abAZ019-._~!$&\'()*+,;=:@/%?#[]|\\^`{}"<>') }),
    fc.constantFrom(
      '%',
      '%00',
      '%zz',
      '%c0%af',
      '%2e%2e',
      '../',
      '%25',
      '__proto__',
      ';',
      '//',
      '?n=',
      '&n=1',
      '?q=%ff',
    ),
    fc.string({ unit: 'binary' }).map((text) => encodeURIComponent(text.toWellFormed())),
  )
  const head = fc.constantFrom('/', '/en/', '/t/', '/api/v1/things/', '/api/v1/things?', '')
  await fc.assert(
    fc.asyncProperty(
      head,
      fc.array(piece, { maxLength: 6 }),
      fc.constantFrom('GET', 'POST', 'HEAD', 'PUT'),
      async (start, pieces, method) => {
        const address = `${start}${pieces.join('')}`.replace(/\s/g, '') || '/'
        const request = `${method} ${address} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`
        const answered = await sendRaw(served.port, request)
        assert.match(answered, /^HTTP\/1\.1 [234]\d\d /, address)
      },
    ),
    { numRuns: 800 },
  )
})

test('who is being served when the server ends gets his answer', async () => {
  const begun = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const own = await serve((http) => {
    http.get('/api/v1/slow', async (_request, reply) => {
      begun.resolve()
      await release.promise
      return reply.send({ done: true })
    })
  })
  const asked = fetch(`${own.origin}/api/v1/slow`)
  await begun.promise
  const closed = own.close()
  release.resolve()
  assert.deepEqual(await (await asked).json(), { done: true })
  await closed
  await assert.rejects(fetch(`${own.origin}/api/v1/slow`))
})
