import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { Type } from 'typebox'
import { type ApiDocument, apiReferenceRoutes, type Http, type Schema } from './index.ts'
import { serve, type Served } from './testing.ts'
import { shapeText } from './shape-text.ts'

const closed = { additionalProperties: false }
const Thing = Type.Object(
  { id: Type.String({ maxLength: 9 }), size: Type.Optional(Type.Integer({ minimum: 1 })) },
  closed,
)

function addRoutes(http: Http): void {
  const schema = {
    summary: 'Make a thing',
    headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String()) }),
    body: Thing,
    response: { 201: Thing },
  }
  http.post('/api/v1/things', { schema, config: { problems: ['slot-full', 'slot-closed'] } }, async (request, reply) =>
    reply.code(201).send(request.body),
  )
  const one = { params: Type.Object({ id: Type.String() }, closed), response: { 200: Thing } }
  http.get('/api/v1/things/:id', { schema: one, config: { problems: ['not-found'] } }, () => ({ id: 'a' }))
  http.get('/hidden', (_request, reply) => reply.send('a page'))
  apiReferenceRoutes({
    renderInFrame: ({ locale, title, body }) => `<html lang="${locale}"><title>${title}</title>${renderToString(body)}`,
  })(http)
}

let served: Served
let document: ApiDocument
before(async () => {
  served = await serve(addRoutes)
  document = (await (await fetch(`${served.origin}/api/v1/openapi.json`)).json()) as ApiDocument
})
after(() => served.close())

test('the document is OpenAPI 3.1 and holds the routes of the API alone', () => {
  assert.match(document.openapi, /^3\.1\./)
  assert.ok(document.info.title && document.info.version)
  assert.deepEqual(Object.keys(document.paths), ['/api/v1/things', '/api/v1/things/{id}'])
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((one) => Reflect.get(one, 'operationId')),
  )
  assert.deepEqual(ids, ['postThings', 'getThingsId'])
})

test('bodies and answers are the schemas that the server checks with', () => {
  const { post } = document.paths['/api/v1/things']!
  const plain = JSON.parse(JSON.stringify(Thing)) as Schema
  assert.deepEqual(post!.requestBody!.content['application/json']!.schema, plain)
  assert.deepEqual(post!.responses['201']!.content!['application/json']!.schema, plain)
  assert.deepEqual(
    post!.parameters!.map((one) => `${one.in} ${one.name} ${one.required}`),
    ['header idempotency-key false'],
  )
})

test('each operation says what it refuses with, its own and what every one of its kind has', () => {
  const { post } = document.paths['/api/v1/things']!
  const ofStatus = (status: string): string => post!.responses[status]!.description
  assert.equal(ofStatus('409'), 'slot-closed, slot-full')
  assert.deepEqual(['400', '403', '413', '415', '422'].map(ofStatus), [
    'bad-request',
    'other-origin',
    'too-large',
    'not-json',
    'invalid',
  ])
  assert.deepEqual(Object.keys(post!.responses['409']!.content!), ['application/problem+json'])
  const { get } = document.paths['/api/v1/things/{id}']!
  assert.deepEqual(get!['x-problems'], ['bad-request', 'not-found'])
})

test('every $ref leads somewhere', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!)
  assert.ok(refs.length > 0)
  for (const ref of refs) {
    const found = ref
      .slice(2)
      .split('/')
      .reduce<unknown>((at, name) => Reflect.get(Object(at), name) as unknown, document)
    assert.notEqual(found, undefined, ref)
  }
})

test('who has the document already is sent nothing', async () => {
  const first = await fetch(`${served.origin}/api/v1/openapi.json`)
  const again = await fetch(`${served.origin}/api/v1/openapi.json`, {
    headers: { 'if-none-match': first.headers.get('etag')! },
  })
  assert.equal(again.status, 304)
  assert.equal(await again.text(), '')
})

test('the page of the API names every operation and links every problem, in both languages', async () => {
  for (const [address, language] of [
    ['/api', 'id'],
    ['/en/api', 'en'],
  ] as const) {
    const answered = await fetch(served.origin + address)
    const html = await answered.text()
    assert.equal(answered.status, 200)
    assert.match(html, new RegExp(`^<html lang="${language}">`))
    assert.match(html, /POST \/api\/v1\/things</)
    assert.match(html, /GET \/api\/v1\/things\/\{id\}</)
    assert.match(html, new RegExp(`href="${language === 'en' ? '/en' : ''}/problems/slot-full"`))
    assert.match(html, /href="\/api\/v1\/openapi.json"/)
  }
})

test('a schema is written in few words', () => {
  const schema = Type.Object({
    party: Type.Integer({ minimum: 1, maximum: 5 }),
    kind: Type.Optional(Type.Enum(['a', 'b'])),
    people: Type.Array(Type.Object({ name: Type.String({ maxLength: 80, description: 'as on the card' }) }), {
      minItems: 1,
    }),
    note: Type.Union([Type.String({ format: 'date' }), Type.Null()]),
  })
  assert.equal(
    shapeText(JSON.parse(JSON.stringify(schema)) as Schema),
    [
      '{',
      '  party: integer 1..5',
      '  kind?: "a" | "b"',
      '  people: [ 1.. of {',
      '    name: string ..80   (as on the card)',
      '  } ]',
      '  note: string date | null',
      '}',
    ].join('\n'),
  )
})

test('a route whose schema takes unknown fields does not start', async () => {
  const open = Type.Object({ people: Type.Array(Type.Object({ name: Type.String() })) }, closed)
  await assert.rejects(
    serve((http) => {
      http.post('/api/v1/open', { schema: { body: open } }, (_request, reply) => reply.send({}))
    }),
    /POST \/api\/v1\/open: body\/properties\/people\/items takes unknown fields/,
  )
})
