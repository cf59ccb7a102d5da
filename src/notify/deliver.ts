import { isDisplaced, type Ticket } from '../bookings/index.ts'
import type { Office, OfficeBook } from '../offices/index.ts'
import { type Contact, contactLookupText } from '../people/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { describeFailure } from '../platform/failure.ts'
import { dates, type Locale } from '../platform/i18n/index.ts'
import type { Limits } from '../platform/limits.ts'
import type { Log } from '../platform/log.ts'
import type { NumberNow } from '../visits/index.ts'
import type { ChannelAdapter, Outcome, Outgoing } from './channel.ts'
import { openCode } from './code-message.ts'
import type { MessageChannel, MessageKind } from './model.ts'
import { phonesOf } from './phone-store.ts'
import { endOfCode } from './proof-store.ts'
import { channelFor, quietUntil, retryAfterMs, TRIES_MAX, triesMaxOf, whyNot } from './rules.ts'
import { type NotifySettings, notifySettings } from './settings.ts'
import type { MessageRows } from './message-rows.ts'
import type { Claimed, Settled } from './store.ts'
import { stopSubject } from './stops.ts'
import { noShowText, type Said, sayOfTicket, sayWith, type TextDeps } from './text.ts'

export interface DeliverDeps extends TextDeps {
  database: Database
  clock: Clock
  keys: Keys
  offices: OfficeBook
  limits: Limits
  log: Log
  adapters: ReadonlyMap<MessageChannel, ChannelAdapter>
  /** A number in the hall as it is now; undefined: there is none any more. */
  numberNow: (officeId: string, visitId: string) => Promise<NumberNow | undefined>
  /** An offer of a freed seat as it is now; undefined: nobody can take it any more. Without it there are none. */
  offerNow?: (officeId: string, offerId: string) => Promise<OfferNow | undefined>
  /** What counts of a booking's missed turn; undefined: nothing, or it is excused. Without it there are none. */
  noShowNow?: (officeId: string, bookingId: string) => Promise<NoShowNow | undefined>
  /** What is told of an entry in a draw; undefined: it is no longer so. Without it there are none. */
  entryNow?: (officeId: string, message: EntryMessage) => Promise<EntryNow | undefined>
  random: () => number
  rows: MessageRows
}

/** An offer of a freed seat: to whom, of what, until when, and where it is answered. */
export interface OfferNow {
  contact: Contact
  locale: Locale
  place: string
  startsAt: Temporal.Instant
  until: Temporal.Instant
  /** The path of its page. */
  path: string
}

/** Until when somebody of a booking that was missed takes no turn; undefined: nobody waits. */
export interface NoShowNow {
  waitsUntil: Temporal.Instant | undefined
}

/** A message about an entry in a draw. */
export interface EntryMessage {
  kind: (typeof ofEntry)[number]
  about: string
}

/** What is told of an entry: to whom, and the words for its text. */
export interface EntryNow {
  contact: Contact
  locale: Locale
  values: Record<string, string>
  /** The path of the entry's page. */
  path: string
}

/** To whom and what, as it is at this moment. */
interface Known {
  office: Office
  settings: NotifySettings
  ticket: Ticket
  contactHash: Buffer | undefined
  number: NumberNow | undefined
  noShow: NoShowNow | undefined
}

/**
 * Brings a message that this worker has in hand, or finds that it must not be brought, and
 * writes what became of it. Between the claim and the settling no transaction is open: a far
 * side that answers slowly holds nobody up.
 */
export async function deliver(deps: DeliverDeps, claimed: Claimed): Promise<Settled> {
  const settled = await bring(deps, claimed).catch((error: unknown) => broken(deps, claimed, error))
  await deps.rows.settle({ claimed, settled })
  return settled
}

/** A fault of ours must not hold up all others each time: it waits as for a far side, and dies at last. */
function broken({ log, clock, random }: DeliverDeps, { messageId, tries, refused }: Claimed, error: unknown): Settled {
  log.error({ message: messageId, failure: describeFailure(error) }, 'a message could not be made')
  if (tries >= TRIES_MAX) return { state: 'dead', reason: 'broken', refused }
  const ms = retryAfterMs({ tries, random: random() })
  return { state: 'waiting', reason: 'broken', dueAt: clock.now().add({ milliseconds: Math.round(ms) }) }
}

async function bring(deps: DeliverDeps, message: Claimed): Promise<Settled> {
  if (message.kind === 'proof') return bringCode(deps, message)
  if (message.kind === 'offer') return bringOffer(deps, message)
  const kind = message.bookingId === undefined ? ofEntry.find((one) => one === message.kind) : undefined
  if (kind) return bringOfEntry(deps, message, kind)
  const known = await readKnown(deps, message)
  if (!known) return { state: 'dropped', reason: 'overtaken' }
  const { ticket, number, noShow, office, settings } = known
  const now = deps.clock.now()
  const facts = { booking: factsOf(ticket, office), ...(number && { visit: number }), ...(noShow && { noShow }) }
  const why = whyNot(message, facts, now)
  if (why) return { state: 'dropped', reason: why }
  const quiet = quietUntil(message.kind, { quiet: settings.quiet, timeZone: office.timeZone, now })
  if (quiet) return { state: 'waiting', reason: 'quiet-hours', dueAt: quiet, tries: message.tries - 1 }
  if (!(await isWithinLimit(deps, message, known))) return { state: 'dropped', reason: 'too-many' }
  const { locale } = ticket
  const more = {
    ...(number && { number: number.number, before: String(number.before) }),
    ...(noShow && { result: noShowText(noShow, { locale, timeZone: office.timeZone }) }),
  }
  const said = sayOfTicket(deps, { kind: message.kind, ticket, more })
  const contact = { ...ticket.contact, ...(await phonesFor(deps, ticket)) }
  const stopping = [known.contactHash, stopSubject(deps.keys, ticket)]
  return tryChannels(deps, message, { settings, contact, stopping, locale, said })
}

/**
 * Brings a code to the contact that the message names, if it is still the contact's code. A
 * code that no channel takes is dropped: sent again by hand it would be over.
 */
async function bringCode(deps: DeliverDeps, message: Claimed): Promise<Settled> {
  const now = deps.clock.now()
  const endsAt = message.sealed && (await endOfCode(deps.database.kysely, message.about))
  if (!message.sealed || !endsAt) return { state: 'dropped', reason: 'overtaken' }
  if (Temporal.Instant.compare(now, endsAt) >= 0) return { state: 'dropped', reason: 'over' }
  const { code, contact, locale } = openCode(deps.keys, { about: message.about, sealed: message.sealed })
  const minutes = String(Math.max(1, Math.floor(now.until(endsAt).total('minutes'))))
  const said = sayWith(deps, { kind: 'proof', locale, values: { number: code, minutes } })
  const settings = notifySettings(deps.offices.get(message.officeId)?.definition ?? {})
  const stopping = [hashOf(deps, contact)]
  const settled = await tryChannels(deps, message, { settings, contact, stopping, locale, said })
  return settled.state === 'dead' ? { ...settled, state: 'dropped' } : settled
}

/** Brings an offer to the party that it is for: it waits in a draw's order, and has no turn yet. */
async function bringOffer(deps: DeliverDeps, message: Claimed): Promise<Settled> {
  const office = deps.offices.get(message.officeId)
  const offer = await deps.offerNow?.(message.officeId, message.about)
  if (!office?.definition || !offer) return { state: 'dropped', reason: 'overtaken' }
  const now = deps.clock.now()
  const settings = notifySettings(office.definition)
  const { contact, locale, place, startsAt, until, path } = offer
  const quiet = quietUntil('offer', { quiet: settings.quiet, timeZone: office.timeZone, now })
  if (quiet) return { state: 'waiting', reason: 'quiet-hours', dueAt: quiet, tries: message.tries - 1 }
  const contactHash = hashOf(deps, contact)
  if (!(await isWithinLimit(deps, message, { contactHash, settings }))) return { state: 'dropped', reason: 'too-many' }
  const when = (at: Temporal.Instant): string => dates(locale).moment(at.toZonedDateTimeISO(office.timeZone))
  const values = { when: when(startsAt), place, until: when(until), link: deps.siteUrl + path }
  const said = sayWith(deps, { kind: 'offer', locale, values })
  return tryChannels(deps, message, { settings, contact, stopping: [contactHash], locale, said })
}

/** About an entry in a draw, which is no turn or was none. */
const ofEntry = ['drawn', 'struck', 'passed-over', 'left-party'] as const

/** Tells a party of its entry: what the draw has brought, that it was struck or left, why its place brought nothing. */
async function bringOfEntry(deps: DeliverDeps, message: Claimed, kind: EntryMessage['kind']): Promise<Settled> {
  const office = deps.offices.get(message.officeId)
  const entry = await deps.entryNow?.(message.officeId, { kind, about: message.about })
  if (!office?.definition || !entry) return { state: 'dropped', reason: 'overtaken' }
  const settings = notifySettings(office.definition)
  const { contact, locale, values, path } = entry
  const now = deps.clock.now()
  const quiet = quietUntil(kind, { quiet: settings.quiet, timeZone: office.timeZone, now })
  if (quiet) return { state: 'waiting', reason: 'quiet-hours', dueAt: quiet, tries: message.tries - 1 }
  const contactHash = hashOf(deps, contact)
  if (!(await isWithinLimit(deps, message, { contactHash, settings }))) return { state: 'dropped', reason: 'too-many' }
  const said = sayWith(deps, { kind, locale, values: { ...values, link: deps.siteUrl + path } })
  return tryChannels(deps, message, { settings, contact, stopping: [contactHash], locale, said })
}

/** About a number in the hall: `about` is its visit. */
const ofNumber: ReadonlySet<MessageKind> = new Set(['called-soon', 'come-back', 'survey'])

async function readKnown(deps: DeliverDeps, { officeId, bookingId, about, kind }: Claimed): Promise<Known | undefined> {
  const office = deps.offices.get(officeId)
  if (!office?.definition || bookingId === undefined) return undefined
  const ticket = await deps.rows.ticket({ officeId, bookingId })
  if (!ticket) return undefined
  return {
    office,
    settings: notifySettings(office.definition),
    ticket,
    contactHash: hashOf(deps, ticket.contact),
    number: ofNumber.has(kind) ? await deps.numberNow(officeId, about) : undefined,
    noShow: kind === 'no-show' ? await deps.noShowNow?.(officeId, bookingId) : undefined,
  }
}

async function phonesFor({ adapters, database, keys }: DeliverDeps, ticket: Ticket): Promise<{ push?: string }> {
  const phones = adapters.has('push') ? await phonesOf(database.kysely, keys, ticket) : []
  return phones.length > 0 ? { push: JSON.stringify(phones) } : {}
}

function hashOf({ keys }: Pick<DeliverDeps, 'keys'>, contact: Contact): Buffer | undefined {
  const text = contactLookupText(contact)
  return text === undefined ? undefined : keys.lookup('contact', text)
}

const factsOf = (ticket: Ticket, { timeZone }: Office) => ({
  state: ticket.state,
  sequence: ticket.calendarSequence,
  slotId: ticket.slot.slotId,
  startsAt: ticket.slot.startsAt,
  endsAt: ticket.slot.endsAt,
  dayAt: ticket.slot.startsAt.toZonedDateTimeISO(timeZone).startOfDay().toInstant(),
  isDisplaced: isDisplaced(ticket),
})

const DAY_SECONDS = 86_400

/** Somebody else's address, given for a hundred turns, gets a dozen messages a day and not a hundred. */
async function isWithinLimit(
  deps: DeliverDeps,
  { tries, refused }: Claimed,
  known: Pick<Known, 'contactHash' | 'settings'>,
): Promise<boolean> {
  const { contactHash, settings } = known
  // Counted at the first try only.
  if (contactHash === undefined || tries > 1 || refused.length > 0) return true
  const { perContactMax: max } = settings
  try {
    await deps.limits.take({ scope: 'messages to contact', subject: contactHash, max, windowSeconds: DAY_SECONDS })
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** To whom a message goes, by which channels, and what it says. */
interface Sending {
  settings: NotifySettings
  /** `push`: its phones, as the adapter reads them. */
  contact: Contact & { push?: string }
  /** What stops are kept under that hold this message back. */
  stopping: readonly (Buffer | undefined)[]
  locale: Locale
  said: Said
}

/** The channels of the office one after the other, until one takes it or has to be waited for. */
async function tryChannels(deps: DeliverDeps, message: Claimed, sending: Sending): Promise<Settled> {
  const { settings, contact } = sending
  const stops = await Promise.all(sending.stopping.flatMap((one) => (one ? [deps.rows.stops(one)] : [])))
  const stopped = stops.reduce((known, more) => known.union(more), new Set<MessageChannel>())
  const has = new Set(deps.adapters.keys())
  const refused = [...message.refused]
  let { tries } = message
  for (;;) {
    const chosen = channelFor(settings.channels, { contact, has, stopped, refused })
    if ('none' in chosen) return { state: chosen.none === 'refused' ? 'dead' : 'dropped', reason: chosen.none, refused }
    const { channel, to } = chosen
    const outcome = await send(deps, outgoingOf(message, { channel, to, sending }), channel)
    if (outcome.kind === 'taken') {
      const { providerId, parts = 1 } = outcome
      const price = channel === 'whatsapp' || channel === 'sms' ? settings.prices[channel] : 0
      const id = providerId === undefined ? {} : { providerId }
      return { state: 'sent', channel, refused, parts, costIdr: parts * price, ...id }
    }
    if (outcome.kind !== 'refused' && tries < triesMaxOf(message.kind)) {
      return waiting(deps, { message: { tries, refused }, channel, outcome })
    }
    refused.push(channel)
    // The next channel begins with its own first try.
    tries = 1
  }
}

function waiting(
  { clock, random, adapters }: DeliverDeps,
  { message: { tries, refused }, channel, outcome }: {
    message: Pick<Claimed, 'tries' | 'refused'>
    channel: MessageChannel
    outcome: Exclude<Outcome, { kind: 'taken' | 'refused' }>
  },
): Settled {
  const isUnsure = outcome.kind === 'no-answer'
  const askedMs = outcome.kind === 'not-now' ? (outcome.retryAfterMs ?? 0) : 0
  const ms = retryAfterMs({ tries, random: random(), isUnsure: isUnsure && !adapters.get(channel)?.isOnce, askedMs })
  const dueAt = clock.now().add({ milliseconds: Math.round(ms) })
  return { state: 'waiting', reason: outcome.kind, channel, refused, tries, unsure: isUnsure, dueAt }
}

function outgoingOf(
  { messageId, officeId, kind }: Claimed,
  { channel, to, sending }: { channel: MessageChannel; to: string; sending: Sending },
): Outgoing {
  const { settings, locale, said } = sending
  const sender = channel === 'push' ? undefined : settings.sender[channel]
  const base = { id: messageId, officeId, kind, locale, to, sender, values: said.values }
  return channel === 'email' ? { ...base, ...said.letter() } : { ...base, text: said.text, subject: said.subject }
}

/** What an adapter throws is a fault of ours: nobody knows how far it came. */
async function send(deps: DeliverDeps, outgoing: Outgoing, channel: MessageChannel): Promise<Outcome> {
  try {
    const outcome = await deps.adapters.get(channel)!.send(outgoing)
    if (outcome.kind !== 'taken') {
      const { kind: outcomeKind, detail } = outcome
      deps.log.warn({ message: outgoing.id, channel, outcome: outcomeKind, detail }, 'a message was not taken')
    }
    return outcome
  } catch (error) {
    deps.log.error({ message: outgoing.id, channel, failure: describeFailure(error) }, 'a channel broke')
    return { kind: 'no-answer' }
  }
}
