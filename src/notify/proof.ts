import { randomInt, timingSafeEqual } from 'node:crypto'
import { type BookDeps, replaceContact, requirePartyNik, type Ticket } from '../bookings/index.ts'
import type { OfficeBook } from '../offices/index.ts'
import { type Contact, contactLookupText } from '../people/index.ts'
import { writeAudit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import { type Keys, uuidAt } from '../platform/crypto/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Locale } from '../platform/i18n/index.ts'
import type { GiveBack } from '../platform/limits.ts'
import { sealCode } from './code-message.ts'
import type { ChannelAdapter } from './channel.ts'
import type { MessageChannel } from './model.ts'
import type { ProofLimits } from './proof-limits.ts'
import { addressesOf, CODE_DIGITS, CODE_MINUTES, codeOf, proofErrors } from './proof-rules.ts'
import {
  addMessageJob,
  channelOfCode,
  codeOfTicket,
  type ContactCode,
  countTry,
  deleteCode,
  isProvedFor,
  NO_OFFICE,
  writeCode,
  writeProof,
} from './proof-store.ts'
import { channelFor } from './rules.ts'
import { SEND_MESSAGE_TASK } from './service.ts'
import { notifySettings } from './settings.ts'
import { addMessage } from './store.ts'

export interface ProofDeps {
  database: Database
  clock: Clock
  keys: Keys
  offices: OfficeBook
  adapters: ReadonlyMap<MessageChannel, ChannelAdapter>
  proofLimits: ProofLimits
  bookings: BookDeps
}

const applicant = { kind: 'applicant' } as const

export interface CodeRequest {
  /** One address. */
  contact: Contact
  /** By whose channels; undefined: by the usual ones. */
  officeId?: string | undefined
  /** On whose page it is asked for. */
  bookingId?: string
  /** Whether the ticket has this contact once it is proved. */
  replaces?: boolean
  locale: Locale
  network: string
}

export interface AskedCode {
  proofId: string
  endsAt: Temporal.Instant
  /** Why no code is on its way; a program is never told, since others may have asked for the same contact. */
  refusal?: Refusal
}

/**
 * Sends a code to a contact, whatever it is: nobody's bookings are looked at, so that nobody
 * learns whether it is known. The code before it ends. Refuses a network that asks too often.
 */
export async function askCode(deps: ProofDeps, request: CodeRequest): Promise<AskedCode> {
  const { keys, clock, proofLimits } = deps
  await proofLimits.takeAsk(request.network)
  const now = clock.now()
  const asked = { proofId: uuidAt(now), endsAt: now.add({ minutes: CODE_MINUTES }) }
  const contactHash = hashOf(keys, request.contact)
  let giveBack: GiveBack
  try {
    giveBack = await proofLimits.takeCode(contactHash)
  } catch (refusal) {
    if (refusal instanceof Refusal) return { ...asked, refusal }
    throw refusal
  }
  try {
    await sendCode(deps, { ...asked, contactHash, request, now })
    return asked
  } catch (error) {
    giveBack()
    throw error
  }
}

interface Sending extends AskedCode {
  contactHash: Buffer
  request: CodeRequest
  now: Temporal.Instant
}

/** The code and its message in one transaction; the code stands in the message alone, and there encrypted. */
async function sendCode(
  { database, keys }: ProofDeps,
  { proofId, endsAt, contactHash, request, now }: Sending,
): Promise<void> {
  const { contact, locale, bookingId, officeId = NO_OFFICE } = request
  const code = codeOf(randomInt(10 ** CODE_DIGITS))
  const codeHash = codeHashOf(keys, proofId, code)
  const sealed = request.replaces ? sealContact(keys, proofId, contact) : undefined
  await database.kysely.transaction().execute(async (tx) => {
    await writeCode(tx, { contactHash, proofId, codeHash, endsAt, officeId, bookingId, sealed }, now)
    const message = { officeId, kind: 'proof', bookingId: undefined, about: proofId } as const
    const sealedCode = sealCode(keys, proofId, { code, contact, locale })
    const messageId = await addMessage(tx, { ...message, sealed: sealedCode }, now)
    if (messageId !== undefined) await addMessageJob(tx, SEND_MESSAGE_TASK, { officeId, messageId })
  })
}

/**
 * Takes a code: its contact counts as proved from now on, and stands on the ticket that it was
 * asked for. Returns which contact, hashed. Used once. Throws one and the same refusal for a
 * wrong code, one that is over, used, replaced, guessed five times, and an id that never was;
 * the work is the same, too.
 */
export async function proveContact(
  { database, clock, keys, proofLimits }: Pick<ProofDeps, 'database' | 'clock' | 'keys' | 'proofLimits'>,
  { proofId, code, network }: { proofId: string; code: string; network: string },
): Promise<{ at: Temporal.Instant; contactHash: Buffer }> {
  const giveBack = await proofLimits.takeGuess(network)
  const now = clock.now()
  const typed = codeHashOf(keys, proofId, code)
  const proved = await database.kysely.transaction().execute(async (tx) => {
    // A wrong try is written as well: it is no error here, which would undo it.
    const known = await countTry(tx, proofId, now)
    const isRight = timingSafeEqual(known?.codeHash ?? Buffer.alloc(typed.length), typed)
    if (!known || !isRight) return undefined
    const { officeId, bookingId } = known
    const channel = await channelOfCode(tx, known)
    await deleteCode(tx, known)
    await writeProof(tx, known, { channel, at: now })
    const details = { ...(bookingId !== undefined && { booking: bookingId }), ...(channel && { channel }) }
    await writeAudit(tx, { officeId, kind: 'contact-proved', at: now, actor: applicant, details })
    if (known.sealed && bookingId !== undefined) {
      const contact = openContact(keys, known)
      await replaceContact(tx, keys, { officeId, bookingId, contact, isProved: true, actor: applicant, now })
    }
    return { at: now, contactHash: known.contactHash }
  })
  if (!proved) throw proofErrors.REFUSED({ faults: [{ pointer: '/code', code: 'code-refused', say: SAY_REFUSED }] })
  giveBack()
  return proved
}

const SAY_REFUSED = 'notify.contact.refused'

/**
 * Another contact for a ticket, asked for by somebody who knows a NIK of the party. It
 * replaces the old one when it is proved; where its office can send nothing there it does so at
 * once, unproved. Returns which.
 */
export async function changeContact(
  deps: ProofDeps,
  { ticket, contact, nik, ...by }: { ticket: Ticket; contact: Contact; nik: string; locale: Locale; network: string },
): Promise<'to-prove' | 'taken'> {
  const { database, keys, clock, bookings } = deps
  const { officeId, bookingId } = ticket
  await requirePartyNik(bookings, { ticket, nik, network: by.network })
  if (reachesFrom(deps, officeId, contact)) {
    const { refusal } = await askCode(deps, { ...by, contact, officeId, bookingId, replaces: true })
    if (refusal) throw refusal
    return 'to-prove'
  }
  const giveBack = await bookings.limits.takeContact(contactLookupText(contact) ?? '')
  try {
    await database.kysely.transaction().execute((tx) =>
      replaceContact(tx, keys, { officeId, bookingId, contact, isProved: false, actor: applicant, now: clock.now() }),
    )
  } catch (error) {
    giveBack()
    throw error
  }
  return 'taken'
}

/** Whether an office can send anything to a contact: by a channel of its order that is set up. */
export function reachesFrom(
  { offices, adapters }: Pick<ProofDeps, 'offices' | 'adapters'>,
  officeId: string,
  contact: Contact,
): boolean {
  const { channels } = notifySettings(offices.get(officeId)?.definition ?? {})
  const has = new Set(adapters.keys())
  return 'channel' in channelFor(channels, { contact, has, stopped: new Set(), refused: [] })
}

/** The contact of a ticket and what is known of it. */
export interface ContactState {
  /** The address that a code goes to; undefined: there is none. */
  address: Contact | undefined
  isReached: boolean
  isProved: boolean
}

export async function contactState(
  deps: Pick<ProofDeps, 'database' | 'keys' | 'offices' | 'adapters'>,
  ticket: Pick<Ticket, 'officeId' | 'bookingId' | 'contact'>,
): Promise<ContactState> {
  const { database: { kysely }, keys } = deps
  const addresses = addressesOf(ticket.contact)
  const reached = addresses.find((one) => reachesFrom(deps, ticket.officeId, one))
  const address = reached ?? addresses[0]
  const isProved = address !== undefined && (await isProvedFor(kysely, ticket, hashOf(keys, address)))
  return { address, isReached: reached !== undefined, isProved }
}

/** A code that was asked for on a ticket's page and is not over. */
export interface WaitingCode {
  proofId: string
  endsAt: Temporal.Instant
  /** The contact that it replaces the ticket's with; undefined: it went to the ticket's own. */
  contact: Contact | undefined
}

export async function waitingCode(
  { database, keys, clock }: Pick<ProofDeps, 'database' | 'keys' | 'clock'>,
  ticket: Pick<Ticket, 'officeId' | 'bookingId'>,
): Promise<WaitingCode | undefined> {
  const code = await codeOfTicket(database.kysely, ticket, clock.now())
  if (!code) return undefined
  const { proofId, endsAt } = code
  return { proofId, endsAt, contact: code.sealed && openContact(keys, code) }
}

const hashOf = ({ lookup }: Pick<Keys, 'lookup'>, contact: Contact): Buffer =>
  lookup('contact', contactLookupText(contact) ?? '')

const codeHashOf = ({ lookup }: Pick<Keys, 'lookup'>, proofId: string, code: string): Buffer =>
  lookup('proof', `${proofId} ${code}`)

const contextOf = (proofId: string): string => `contact of proof ${proofId}`

const sealContact = ({ sealer }: Pick<Keys, 'sealer'>, proofId: string, contact: Contact): Buffer =>
  sealer.seal(JSON.stringify(contact), contextOf(proofId))

const openContact = ({ sealer }: Pick<Keys, 'sealer'>, { proofId, sealed }: Pick<ContactCode, 'proofId' | 'sealed'>) =>
  JSON.parse(sealer.open(sealed!, contextOf(proofId))) as Contact
