import type { Contact } from '../people/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { ChannelAdapter } from './channel.ts'
import { openEmail } from './email.ts'
import { channels, type MessageChannel } from './model.ts'
import { openOutbox } from './outbox.ts'
import { forgetPhone } from './phone-store.ts'
import { openPush } from './push.ts'
import { openVapid } from './push-crypto.ts'
import { addressOn } from './rules.ts'
import { openSms } from './sms.ts'
import { openWhatsapp } from './whatsapp.ts'

export type Adapters = ReadonlyMap<MessageChannel, ChannelAdapter>

interface ChannelNeeds {
  config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'whatsapp' | 'sms' | 'vapid' | 'demo'>
  database: Database
  keys: Pick<Keys, 'sealer' | 'lookup'>
  clock: Clock
}

/** The channels that are set up; in a demonstration an outbox stands in for every other one. */
export function openChannels({ config, ...deps }: ChannelNeeds): Adapters {
  const { smtpUrl, mailFrom, whatsapp, sms, vapid, demo } = config
  const real = [
    ...(smtpUrl === undefined ? [] : [openEmail({ smtpUrl, from: mailFrom })]),
    ...(whatsapp ? [openWhatsapp(whatsapp)] : []),
    ...(sms ? [openSms(sms)] : []),
    ...(vapid === undefined ? [] : [openPhones(deps, vapid)]),
  ]
  const adapters = new Map<MessageChannel, ChannelAdapter>(real.map((one) => [one.channel, one]))
  for (const channel of channels) {
    if (demo && !adapters.has(channel)) adapters.set(channel, openOutbox(deps, channel))
  }
  return adapters
}

function openPhones(
  { database, keys, clock }: Omit<ChannelNeeds, 'config'>,
  settings: NonNullable<Config['vapid']>,
): ChannelAdapter {
  const vapid = openVapid(settings)
  if (!vapid) throw new OperatorError('VAPID_PRIVATE_KEY and VAPID_PUBLIC_KEY are no pair: see `giliran vapid`')
  return openPush({ vapid, clock, forget: (endpoint) => forgetPhone(database.kysely, keys, endpoint) })
}

export function closeChannels(adapters: Adapters): void {
  for (const adapter of adapters.values()) adapter.close?.()
}

/** Whether somebody with this contact can be told anything. */
export function reaches(adapters: Adapters, contact: Contact): boolean {
  return [...adapters.keys()].some((channel) => addressOn(channel, contact) !== undefined)
}

/** Where links in messages lead: the public address, else the one that this process listens on. */
export function siteUrlOf({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  return publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
