import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiDocument } from '../../src/platform/http/index.ts'
import { Conformance, operationsOf } from './conform.ts'
import type { Received } from './http.ts'
import { mutate } from './values.ts'

// Goal: the judge of the fuzz sees what it is there to see.
const closed = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } }
const document = {
  components: {
    schemas: { Problem: { type: 'object', required: ['type'], properties: { type: { type: 'string' } } } },
  },
  paths: {
    '/things': {
      post: {
        'x-problems': ['slot-full', 'invalid'],
        requestBody: { content: { 'application/json': { schema: { ...closed, additionalProperties: false } } } },
        responses: {
          201: { description: '', content: { 'application/json': { schema: closed } } },
          304: { description: '' },
          409: {
            description: '',
            content: {
              'application/problem+json': {
                schema: {
                  allOf: [
                    { $ref: '#/components/schemas/Problem' },
                    { type: 'object', properties: { type: { enum: ['/problems/slot-full'] } } },
                  ],
                },
              },
            },
          },
        },
      },
    },
  },
} as unknown as ApiDocument

const [operation] = operationsOf(document)
const sent = { method: 'POST', path: '/things', headers: {} }
const json = (status: number, body: unknown, type = 'application/json'): Received => ({
  status,
  headers: { 'content-type': `${type}; charset=utf-8` },
  text: body === undefined ? '' : JSON.stringify(body),
})
const problem = (status: number, body: unknown): Received => json(status, body, 'application/problem+json')

test('answers that are documented pass and are counted', () => {
  const conformance = new Conformance(document)
  assert.deepEqual(conformance.coverage.missing([operation!]), ['2xx', 'slot-full', 'invalid'].map(atThings))
  conformance.check(operation!, sent, json(201, { id: 'a' }))
  conformance.check(operation!, sent, problem(409, { type: '/problems/slot-full' }))
  conformance.check(operation!, sent, json(304, undefined))
  assert.deepEqual(conformance.coverage.missing([operation!]), [atThings('invalid')])
  assert.match(conformance.coverage.toString(), /^post \/things: 2xx 1, 304 1, slot-full 1$/)
})

const atThings = (outcome: string): string => `post /things: ${outcome}`

test('any other answer fails', () => {
  const wrong: [what: RegExp, answer: Received][] = [
    [/failed/, problem(500, { type: '/problems/internal' })],
    [/failed/, problem(503, { type: '/problems/unavailable' })],
    [/status not documented/, json(200, { id: 'a' })],
    [/status not documented/, problem(404, { type: '/problems/not-found' })],
    [/body not as documented/, json(201, { id: 1 })],
    [/body not as documented/, json(201, {})],
    [/body not as documented/, json(201, { id: 'a', more: 1 })],
    [/does not document slot-closed/, problem(409, { type: '/problems/slot-closed' })],
    [/body not as documented/, problem(409, { type: '/problems/invalid' })],
    [/body not as documented/, problem(409, { type: '/problems/slot-full', more: 1 })],
    [/type text\/html not documented/, json(201, { id: 'a' }, 'text/html')],
    [/a body where none/, json(304, { id: 'a' })],
  ]
  for (const [what, answer] of wrong) {
    assert.throws(() => new Conformance(document).check(operation!, sent, answer), what, answer.text)
  }
})

test('a body that the document forbids is known as such', () => {
  const conformance = new Conformance(document)
  assert.ok(conformance.takesBody(operation!, { id: 'a' }))
  for (const body of [{ id: 1 }, {}, { id: 'a', more: 1 }, [], null, 'a', undefined]) {
    assert.ok(!conformance.takesBody(operation!, body))
  }
})

test('a mutation changes a copy at one place', () => {
  const body = { id: 'a', people: [{ nik: '1' }, { nik: '2' }] }
  const at = (place: number, how: 'replace' | 'drop' | 'add' | 'repeat') => mutate(body, { at: place, how, value: 7 })
  assert.equal(at(0, 'replace'), 7)
  assert.deepEqual(at(1, 'drop'), { people: body.people })
  assert.deepEqual(at(3, 'repeat'), { ...body, people: [...body.people, body.people[0]] })
  assert.deepEqual(at(3, 'add'), { ...body, people: [{ nik: '1', 'a/b~c': 7 }, { nik: '2' }] })
  assert.deepEqual(body, { id: 'a', people: [{ nik: '1' }, { nik: '2' }] })
})
