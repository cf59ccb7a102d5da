import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { loadTexts, type Notifier, openNotifier, siteUrlOf } from '../../src/notify/index.ts'
import type { Afterwards } from '../../src/platform/database/testing.ts'
import { numberNow } from '../../src/visits/index.ts'
import { openHouse, type TestHouse } from '../api/app.ts'
import { type Answer, Client, type Held, makePeople, type PartyBody } from '../api/client.ts'
import { makeSlot } from '../api/slots.ts'
import { openSmsGateway, type SmsGateway, smsSettings } from './sms-gateway.ts'
import { openWhatsappGateway, type WhatsappGateway, whatsappSettings } from './whatsapp-gateway.ts'

/** A message's row, as far as tests look at it. */
export interface MessageRow {
  message_id: string
  state: string
  reason: string | null
  channel: string | null
  refused: string[]
  unsure: boolean
  provider_id: string | null
  parts: number
  cost_idr: number
}

export interface MessageHouse {
  house: TestHouse
  client: Client
  whatsapp: WhatsappGateway
  sms: SmsGateway
  /** To whom letters went. */
  letters: string[]
  notifier: Notifier
  /** Books with that contact; nobody has told of it yet. */
  book(contact: PartyBody['contact']): Promise<Held & { bookingId: string }>
  /** Books, and tells of it once. */
  bookAndTell(contact: PartyBody['contact']): Promise<Held & { bookingId: string }>
  tell(held: { bookingId: string }): Promise<void>
  /** Sets the clock to when the booking's message is due, and brings what is due. */
  bringNext(held: { bookingId: string }): Promise<void>
  /** The one message of a booking. */
  row(held: { bookingId: string }): Promise<MessageRow>
  /** Sends what somebody signed to a webhook. */
  tells(channel: 'whatsapp' | 'sms', signed: { body: string; headers: Record<string, string> }): Promise<Answer>
}

/**
 * A house with a mail server and both gateways of its own. Jobs do not run: tests tell of a
 * booking, and bring what is due, by the house's clock.
 */
export async function openMessageHouse(afterwards: Afterwards): Promise<MessageHouse> {
  const [whatsapp, sms] = [await openWhatsappGateway(), await openSmsGateway()]
  afterwards.after(async () => {
    await whatsapp.close()
    await sms.close()
  })
  const { letters, url } = await openMailbox(afterwards)
  const settings = {
    ...whatsappSettings,
    ...smsSettings,
    WHATSAPP_URL: whatsapp.url,
    SMS_URL: sms.url,
    SMTP_URL: url,
    PUBLIC_URL: 'https://giliran.example',
  }
  const house = await openHouse(afterwards, { settings })
  const { app, database, clock } = house
  const { config, visits } = app
  const notifier = openNotifier({
    ...app,
    siteUrl: siteUrlOf(config),
    demo: config.demo,
    texts: loadTexts(undefined),
    numberNow: (officeId, visitId) => numberNow(visits.deps, officeId, visitId),
    random: () => 0,
  })
  const client = new Client(app.address)
  const ofBooking = async <T>(columns: string, { bookingId }: { bookingId: string }): Promise<T> => {
    const { rows } = await database.pool.query(`select ${columns} from message where booking_id = $1`, [bookingId])
    assert.equal(rows.length, 1)
    return rows[0] as T
  }

  async function book(contact: PartyBody['contact']): Promise<Held & { bookingId: string }> {
    const held = await client.held({ slot: await makeSlot(house), people: makePeople(), contact: contact! })
    const { rows } = await database.pool.query<{ booking_id: string }>(
      'select booking_id from booking where code = $1',
      [held.code.replaceAll('-', '')],
    )
    return { ...held, bookingId: rows[0]!.booking_id }
  }
  const tell = ({ bookingId }: { bookingId: string }) => notifier.tellOfTicket({ officeId: 'wonosobo', bookingId })
  return {
    house,
    client,
    whatsapp,
    sms,
    letters,
    notifier,
    book,
    tell,
    async bookAndTell(contact) {
      const held = await book(contact)
      await tell(held)
      return held
    },
    async bringNext(held) {
      const { due_at } = await ofBooking<{ due_at: Temporal.Instant }>('due_at', held)
      if (Temporal.Instant.compare(due_at, clock.now()) > 0) clock.set(due_at)
      await notifier.bringDue()
    },
    row: (held) =>
      ofBooking('message_id, state, reason, channel, refused, unsure, provider_id, parts, cost_idr', held),
    tells: (channel, { body, headers }) =>
      client.send(`/api/v1/webhooks/${channel}`, { method: 'POST', headers, body }),
  }
}

async function openMailbox(afterwards: Afterwards): Promise<{ letters: string[]; url: string }> {
  const letters: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      void text(stream).then(() => {
        letters.push(...envelope.rcptTo.map(({ address }) => address))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterwards.after(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { letters, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` }
}
