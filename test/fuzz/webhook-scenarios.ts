import { signedByStandard, smsReport } from '../messages/sms-gateway.ts'
import { signedByApp, statusWebhook, writtenWebhook } from '../messages/whatsapp-gateway.ts'
import type { Scenario } from './scenarios.ts'
import type { World } from './world.ts'

interface Signed {
  body: string
  headers: Record<string, string>
}

/** A webhook as it is sent at that moment. */
interface Webhook {
  channel: 'whatsapp' | 'sms'
  of(at: Temporal.Instant): Signed
}

const askWith = ({ channel, of }: Webhook): Scenario['ask'] => async ({ house, sender }: World) => {
  const sent = { method: 'POST', path: `/api/v1/webhooks/${channel}`, ...of(house.clock.now()) }
  return { sent, received: await sender.send(sent) }
}

const operationOf = ({ channel }: Webhook): string => `post /api/v1/webhooks/${channel}`

const stranger = () => ({ wamid: 'wamid.A', to: '+6281234567890', biz_opaque_callback_data: crypto.randomUUID() })
const taken: readonly Webhook[] = [
  { channel: 'whatsapp', of: (at) => signedByApp(statusWebhook(stranger(), { status: 'delivered', at })) },
  { channel: 'whatsapp', of: (at) => signedByApp(writtenWebhook('+6281234567890', 'STOP', at)) },
  {
    channel: 'sms',
    of: (at) => signedByStandard(smsReport({ id: crypto.randomUUID() }, { state: 'delivered', at }), { at }),
  },
]

/** Chance signs nothing: what is taken. */
export const signedWebhooks: readonly Pick<Scenario, 'operation' | 'ask'>[] = taken.map((webhook) => ({
  operation: operationOf(webhook),
  ask: askWith(webhook),
}))

/** More than may come. Only its head is sent, since who refuses it closes the line. */
const large = { 'content-type': 'application/json', 'content-length': '4000000' }

const refused: readonly (Webhook & Pick<Scenario, 'problem'>)[] = [
  { channel: 'whatsapp', problem: 'invalid', of: () => signedByApp({ object: 7 }) },
  { channel: 'whatsapp', problem: 'too-large', of: () => ({ body: '{', headers: large }) },
  { channel: 'sms', problem: 'invalid', of: (at) => signedByStandard({ type: 7 }, { at }) },
]

/** And what is only looked at once the signature fits. */
export const webhookScenarios: readonly Scenario[] = refused.map((webhook) => ({
  operation: operationOf(webhook),
  problem: webhook.problem,
  ask: askWith(webhook),
}))
