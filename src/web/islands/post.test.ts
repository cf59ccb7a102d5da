import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { getJson } from './post.ts'

/** What a page makes of an answer of the API with this status. */
function answeredWith(t: TestContext, status: number, body: object) {
  Object.assign(globalThis, { document: { documentElement: { lang: 'id' } } })
  t.after(() => Reflect.deleteProperty(globalThis, 'document'))
  t.mock.method(globalThis, 'fetch', async () => Response.json(body, { status }))
  return getJson('/here')
}

const problem = (status: number) => ({ type: 'about:blank', title: 'Judul', status, detail: 'Sebabnya.' })

test('an answer, and a no with its reason', async (t) => {
  assert.deepEqual(await answeredWith(t, 200, { a: 1 }), { kind: 'done', value: { a: 1 } })
  for (const status of [401, 404, 409, 422, 429]) {
    assert.deepEqual(await answeredWith(t, status, problem(status)), { kind: 'refused', problem: problem(status) })
  }
})

test('a server that cannot answer is as good as none, whatever it says', async (t) => {
  assert.deepEqual(await answeredWith(t, 503, problem(503)), { kind: 'no-network' })
  assert.deepEqual(await answeredWith(t, 500, problem(500)), { kind: 'no-network' })
  assert.deepEqual(await answeredWith(t, 502, {}), { kind: 'no-network' })
})
