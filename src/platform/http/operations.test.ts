import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Type } from 'typebox'
import { connectDatabase } from '../database/index.ts'
import { testDatabase } from '../database/testing.ts'
import { createMetrics, watchPool } from '../metrics.ts'
import { readyChecks } from '../readiness.ts'
import { operationRoutes } from './index.ts'
import { serve } from './testing.ts'

const database = await testDatabase({ after })
const keys = { checkValue: 'right' }
await database.pool.query(`insert into setting (name, value) values ('key_check', '{"checkValue": "right"}')`)

async function readiness(options: Parameters<typeof operationRoutes>[0]): Promise<{ status: number; body: unknown }> {
  const served = await serve(operationRoutes(options))
  try {
    assert.deepEqual(await (await fetch(`${served.origin}/healthz`)).json(), { alive: true })
    const answered = await fetch(`${served.origin}/readyz`)
    return { status: answered.status, body: await answered.json() }
  } finally {
    await served.close()
  }
}
const metrics = createMetrics({ ofProcess: false })

test('a process with its database, its schema and its keys is ready', async () => {
  const { status, body } = await readiness({ checks: readyChecks({ database, keys }), metrics })
  assert.deepEqual(body, { ready: true, checks: { database: 'ok', schema: 'ok', keys: 'ok' } })
  assert.equal(status, 200)
})

test('what is not fit is named', async () => {
  await database.pool.query('delete from migration where number = 1')
  const { status, body } = await readiness({
    checks: readyChecks({ database, keys: { checkValue: 'wrong' } }),
    metrics,
  })
  assert.equal(status, 503)
  const wrong = { database: 'ok', schema: 'migrations missing: 1', keys: 'not the keys this database was begun with' }
  assert.deepEqual(body, { ready: false, checks: wrong })
})

test('a database that is gone, or does not answer, is not ready, and says nothing of where it is', async () => {
  const gone = connectDatabase('postgresql://secret@127.0.0.1:1/none')
  const silent = (): Promise<undefined> => new Promise(() => undefined)
  const checks = { ...readyChecks({ database: gone, keys }), silent }
  const { status, body } = await readiness({ checks, metrics, checkMsMax: 200 })
  await gone.close()
  assert.equal(status, 503)
  const checked = { database: 'unreachable', schema: 'unreachable', keys: 'unreachable', silent: 'no answer in time' }
  assert.deepEqual(body, { ready: false, checks: checked })
})

test('askers at the same moment share one round of checks', async () => {
  let rounds = 0
  const started = Promise.withResolvers<void>()
  const release = Promise.withResolvers<undefined>()
  const slow = (): Promise<undefined> => {
    rounds += 1
    started.resolve()
    return release.promise
  }
  const served = await serve(operationRoutes({ checks: { slow }, metrics }))
  try {
    const asked = Array.from({ length: 20 }, () => fetch(`${served.origin}/readyz`))
    await started.promise
    // Answered after the others, on a connection of its own: by then all twenty were read.
    await fetch(`${served.origin}/healthz`)
    release.resolve(undefined)
    for (const answered of await Promise.all(asked)) assert.equal(answered.status, 200)
    assert.ok(rounds < 20, `${rounds} rounds`)
  } finally {
    await served.close()
  }
})

test('numbers are counted by route, never by address', async () => {
  const own = createMetrics()
  watchPool(own, database.pool)
  const results = own.counter('giliran_bookings_total', 'Bookings by result.', ['result'])
  results.inc({ result: 'booked' }, 3)
  const Params = Type.Object({ key: Type.String() }, { additionalProperties: false })
  const served = await serve(
    (http) => {
      http.get('/t/:key', { schema: { params: Params } }, (_request, reply) => reply.send('ticket'))
      operationRoutes({ checks: {}, metrics: own })(http)
    },
    { metrics: own },
  )
  try {
    for (const key of ['WSB-one', 'WSB-two']) await fetch(`${served.origin}/t/${key}`)
    await fetch(`${served.origin}/nowhere/WSB-three`)
    const text = await (await fetch(`${served.origin}/metrics`)).text()
    assert.match(text, /^giliran_http_requests_total\{method="GET",route="\/t\/:key",status="2xx"\} 2$/m)
    assert.match(text, /^giliran_http_requests_total\{method="\*",route="unmatched",status="4xx"\} 1$/m)
    assert.match(text, /^giliran_http_request_seconds_bucket\{method="GET",route="\/t\/:key",le="\+Inf"\} 2$/m)
    assert.match(text, /^giliran_http_request_seconds_count\{method="GET",route="\/t\/:key"\} 2$/m)
    assert.match(text, /^giliran_bookings_total\{result="booked"\} 3$/m)
    assert.match(text, /^giliran_database_connections \d+$/m)
    assert.match(text, /^nodejs_eventloop_lag_seconds /m)
    assert.match(text, /^process_resident_memory_bytes \d+$/m)
    assert.doesNotMatch(text, /WSB/)
    // The form of Prometheus: every line is a comment or a name, labels and a number.
    for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
      assert.match(line, /^[a-z_:][a-z0-9_:]*(\{[^}]*\})? (-?[\d.e+-]+|NaN|\+Inf)$/i, line)
    }
  } finally {
    await served.close()
  }
})
