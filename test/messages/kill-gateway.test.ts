import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { test } from 'node:test'
import { assertArrived, type Killing, openKilling } from './killing.ts'

// Goal: by a channel that promises once nobody is told twice, whoever dies.
// How: a gateway over HTTP that knows a message by its idempotency key, and kills who asks it:
// before it has taken the message, and before it has answered.
const PEOPLE = 40
const contactOf = (i: number) => ({ whatsapp: `+62812345${String(i).padStart(5, '0')}` })
const contacts = Array.from({ length: PEOPLE }, (_, i) => contactOf(i).whatsapp)

/** From which request on, and when. */
const kills: readonly (readonly [from: number, 'before' | 'answer'])[] = [
  [5, 'answer'], [30, 'before'], [60, 'answer'],
]

test('a worker is killed while it asks a gateway, again and again: everybody is told once', {
  timeout: 240_000,
}, async () => {
  await using endings = new AsyncDisposableStack()
  const gateway: { of?: Killing } = {}
  let quiet: Promise<void> = Promise.resolve()
  let asked = 0
  let repeated = 0
  const left = [...kills]
  const taken = new Map<string, string>()

  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const app = request.url!.slice(1)
      const id = String(request.headers['idempotency-key'])
      const { to, text } = (await json(request)) as { to: string; text: string }
      await quiet
      asked++
      const isFatal = left[0] && asked >= left[0][0] && !gateway.of!.killed.has(app)
      const moment = isFatal ? left.shift()![1] : undefined
      if (moment === 'before') return (quiet = gateway.of!.kill(app))
      if (taken.has(id)) repeated++
      else gateway.of!.arrivals.push({ to, kind: text.startsWith('Besok') ? 'reminder-day' : 'booked', id, app })
      taken.set(id, taken.get(id) ?? `sms-${taken.size}`)
      if (moment === 'answer') return (quiet = gateway.of!.kill(app))
      response.end(taken.get(id))
    }
    // The killed leave requests of which only a half came.
    answer().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endings.defer(() => new Promise<void>((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  }))
  const { port } = server.address() as AddressInfo
  const killing = await openKilling(endings, {
    sendsTo: (name) => ({ GATEWAY: `http://127.0.0.1:${port}/${name}` }),
    contactOf,
  })
  gateway.of = killing
  await killing.book(PEOPLE)
  await killing.untilTold()
  assert.equal(assertArrived(killing, contacts), 0, 'arrived twice')
  assert.equal(killing.killed.size, kills.length)
  assert.ok(repeated >= 2, 'the gateway was never asked again')
})
