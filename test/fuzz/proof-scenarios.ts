import { networkOfAddress } from '../../src/platform/http/index.ts'
import { makePeople } from '../api/client.ts'
import { codeSent } from '../messages/codes.ts'
import { makePhone } from '../messages/push-service.ts'
import type { Received, Sent } from './http.ts'
import type { Scenario } from './scenarios.ts'
import type { World } from './world.ts'

const proofs = '/api/v1/contacts/proofs'
let networks = 0
let contacts = 0

async function post({ sender }: World, path: string, body: unknown, more: Record<string, string> = {}) {
  const from = `172.17.${networks++}.1`
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': from, ...more }
  const sent = { method: 'POST', path, headers, body: JSON.stringify(body) }
  return { sent, received: await sender.send(sent) }
}

const newContact = () => ({ contact: `bukti${contacts++}@contoh.id` })

/** Asks from a network that has used up what it may in this hour. */
async function fromBusy(
  world: World,
  { scope, path, body, headers = {} }: { scope: string; path: string; body: unknown; headers?: Record<string, string> },
): Promise<{ sent: Sent; received: Received }> {
  const { limits, keys } = world.house.app
  const from = `172.18.${networks++}.1`
  const subject = keys.lookup('network', networkOfAddress(from))
  await limits.take({ scope, subject, max: 1_000, windowSeconds: 3_600, cost: 1_000 })
  return post(world, path, body, { 'x-forwarded-for': from, ...headers })
}

/** What chance does not find: the code of a message, and a busy network. */
export const proofScenarios: readonly Scenario[] = [
  { operation: `post ${proofs}`, ask: (world) => post(world, proofs, newContact()) },
  {
    operation: `post ${proofs}/{id}`,
    async ask(world) {
      const { received } = await post(world, proofs, newContact())
      const { id } = JSON.parse(received.text) as { id: string }
      return post(world, `${proofs}/${id}`, { code: (await codeSent(world.house.app, id)).code })
    },
  },
  {
    operation: `post ${proofs}`,
    problem: 'not-found',
    ask: (world) => post(world, proofs, { ...newContact(), office: 'nowhere' }),
  },
  {
    operation: `post ${proofs}`,
    problem: 'too-many-requests',
    ask: (world) => fromBusy(world, { scope: 'code-network', path: proofs, body: newContact() }),
  },
  {
    operation: `post ${proofs}/{id}`,
    problem: 'too-many-requests',
    ask: (world) =>
      fromBusy(world, {
        scope: 'code-guess-network',
        path: `${proofs}/${crypto.randomUUID()}`,
        body: { code: '123456' },
      }),
  },
  {
    operation: 'post /api/v1/bookings/{code}/phones',
    problem: 'too-many-requests',
    async ask(world) {
      const { code, key } = await world.client.held({ slot: world.slot, people: makePeople() })
      const { subscription: body } = makePhone('https://fcm.googleapis.com/fcm/send/x')
      const headers = { authorization: `Bearer ${key}` }
      return fromBusy(world, { scope: 'phone-network', path: `/api/v1/bookings/${code}/phones`, body, headers })
    },
  },
]
