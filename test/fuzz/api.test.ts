import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { type ApiOperation, Conformance, operationsOf } from './conform.ts'
import type { Received } from './http.ts'
import { type Fuzzed, requestsOf } from './requests.ts'
import { drawScenarios } from './draw-scenarios.ts'
import { askExample, examples, hallScenarios, nameOf } from './hall-scenarios.ts'
import { proofScenarios } from './proof-scenarios.ts'
import { scenarios } from './scenarios.ts'
import { signedWebhooks, webhookScenarios } from './webhook-scenarios.ts'
import { seed } from './seed.ts'
import { openWorld } from './world.ts'

// Goal: whatever is sent, the API answers as its own document says, and all that the document
// says can be reached; in the end every promise still holds (openHouse counts again).
// How: the document makes the requests and judges the answers. What chance does not reach
// stands in scenarios.ts; what neither reaches fails the last test.
const RUNS = 150
const AT_ONCE = 6

const world = await openWorld({ after })
const operations = operationsOf(world.document)
const conformance = new Conformance(world.document)

async function ask(operation: ApiOperation, { sent, json }: Fuzzed): Promise<void> {
  const received = await world.sender.send(sent)
  // All that was logged is much, and read only when wanted.
  if (received.status >= 500) assert.fail(`${sent.path}: ${received.text}\n${world.house.logged().slice(-1_000)}`)
  conformance.check(operation, sent, received)
  if (operation.name.endsWith('/events')) checkEvent(operation, received)
  const isWrong = json !== undefined && !conformance.takesBody(operation, json.value)
  assert.ok(!isWrong || received.status >= 400, `took what the document forbids: ${JSON.stringify(json)}`)
}

/** An event carries what the address without `/events` answers with. */
function checkEvent({ name }: ApiOperation, { status, text, headers }: Received): void {
  const shown = operations.find((one) => one.name === name.replace(/\/events$/, ''))
  assert.ok(shown)
  const [, data] = /^event: \w+\ndata: (.+)\n\n/.exec(text) ?? []
  if (status !== 200 || text === '') return
  assert.ok(data, text)
  const sent = { method: 'GET', path: name, headers: {} }
  conformance.check(shown, sent, { status, text: data, headers: { ...headers, 'content-type': 'application/json' } })
}

test('the document names operations', () => assert.ok(operations.length >= 11))

for (const operation of operations) {
  test(`${operation.name} answers as documented, whatever is sent`, async () => {
    const isInHall = operation.path.includes('/sites/{site}/')
    if (isInHall) await world.hall.awaken()
    const requests = requestsOf(operation, isInHall ? world.hall.knowns : world.knowns)
    const some = fc.array(requests, { minLength: 1, maxLength: AT_ONCE, size: 'max' })
    await fc.assert(
      fc.asyncProperty(some, async (requests) => {
        await Promise.all(requests.map((request) => ask(operation, request)))
      }),
      { seed, numRuns: RUNS },
    )
  })
}

test('what stands beside the operations answers, too', async () => {
  for (const path of ['/api/v1/openapi.json', '/healthz', '/readyz', '/metrics', '/api/v1', '/api/v1/nothing']) {
    for (const odd of ['', '/', '?x=1', '/%', '?%zz', '?%00=1', '/%c0%af', '/..', `?${'a'.repeat(6_000)}`]) {
      for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
        const headers = { 'if-none-match': '*', 'content-type': 'application/json' }
        const { status, text } = await world.sender.send({ method, path: path + odd, headers })
        assert.ok(status < 500, `${method} ${path}${odd}: ${status} ${text}`)
        if (status >= 400 && method !== 'HEAD' && path.startsWith('/api/v1/')) {
          assert.match(text, /^\{"type":"\/problems\/(not-found|bad-request|method-not-allowed)"/)
        }
      }
    }
  }
})

for (const example of examples) {
  test(`${nameOf(example)} is taken`, async () => {
    const operation = operations.find(({ name }) => name === nameOf(example))
    assert.ok(operation, 'no such operation')
    const { sent, received } = await askExample(world, example)
    conformance.check(operation, sent, received)
    assert.ok(received.status < 300, received.text)
  })
}

for (const { operation: name, ask } of signedWebhooks) {
  test(`${name} is taken when it is signed`, async () => {
    const operation = operations.find((one) => one.name === name)
    assert.ok(operation, 'no such operation')
    const { sent, received } = await ask(world)
    conformance.check(operation, sent, received)
    assert.equal(received.status, 200, received.text)
  })
}

const allScenarios = [...scenarios, ...drawScenarios, ...proofScenarios, ...hallScenarios, ...webhookScenarios]
for (const { operation: name, problem, ask } of allScenarios) {
  test(`${name}: ${problem ?? 'taken'}`, async () => {
    const operation = operations.find((one) => one.name === name)
    assert.ok(operation, 'no such operation')
    const { sent, received } = await ask(world)
    conformance.check(operation, sent, received)
    if (problem === undefined) {
      assert.ok(received.status < 300, received.text)
    } else {
      assert.equal((JSON.parse(received.text) as { type: string }).type, `/problems/${problem}`, received.text)
    }
  })
}

test('each operation was reached, and every problem that it documents', (t) => {
  t.diagnostic(`seed ${seed}\n${conformance.coverage.toString()}`)
  assert.deepEqual(conformance.coverage.missing(operations), [], `seed ${seed}`)
})
