import type { Contact } from '../../people/index.ts'
import type { Keys } from '../../platform/crypto/index.ts'
import { type FieldFault, Refusal } from '../../platform/errors.ts'
import type { Locale } from '../../platform/i18n/index.ts'
import type { BookDeps, BookRequest } from '../book.ts'
import { bookingErrors } from '../errors.ts'
import { makeChallenge, readWork, type WorkFor } from './challenge.ts'
import { PAID_MINUTES, type WorkLevel } from './rules.ts'

/** What a booking from home may pay with, beside nothing. */
export interface Payment {
  /** An answer to the challenge; see readWork. */
  work?: string | undefined
  /** A code that was sent to a contact, and which one it is: without a script, or where a contact has to be proved. */
  proof?: { id: string; code: string } | undefined
}

/** Proving a contact, from a feature below this one. */
export interface CodesByMessage {
  /** Sends a code and says by what it is known; throws why there is none on its way. */
  send(to: { contact: Contact; officeId: string; locale: Locale; network: string }): Promise<string>
  /** Of which contact the code is right, hashed; used once. Throws `too-many-requests` for a network that guesses. */
  prove(proof: { id: string; code: string }, network: string): Promise<Buffer | undefined>
  /** Which contact that code has proved, as long ago at most as what was paid for stays paid for. */
  proved(id: string, officeId: string): Promise<Buffer | undefined>
}

export interface ToPay extends Pick<BookRequest, 'idempotencyKey' | 'network'>, Payment {
  officeId: string
  /** Who comes, hashed: what a request without a key is known by. */
  nikHashes: readonly Buffer[]
  level: Exclude<WorkLevel, 0>
}

/** To be called when the booking stands: what has paid for it pays for nothing more. */
export type UseUp = () => Promise<void>

/**
 * Lets a booking on that has paid what its level asks for, or refuses it with a challenge
 * (`work-needed`). One answer pays for one booking: it is spent here, and that it was paid is
 * remembered until the booking stands, so that who finds an hour full tries the next one free.
 */
export async function requirePaid(
  deps: Pick<BookDeps, 'database' | 'clock' | 'keys' | 'codes'>,
  { level, work, proof, network, ...request }: ToPay,
): Promise<UseUp> {
  const { keys, clock } = deps
  const now = clock.now()
  const known = knownBy(keys, request)
  const paid = keys.lookup('work', `paid ${known.officeId} ${known.session}`)
  const useUp: UseUp = async () => {
    await deps.database.kysely.deleteFrom('work_spent').where('nonce', '=', paid).execute()
  }
  if (await isSpent(deps, paid)) return useUp
  let fault: FieldFault | undefined
  if (work !== undefined) {
    const reading = await readWork(keys, work, { ...known, now })
    if (reading.ok && (await spend(deps, { nonce: reading.nonce, endsAt: reading.endsAt, paid }))) return useUp
    // The same press twice: the other one has paid for both.
    if (reading.ok && (await isSpent(deps, paid))) return useUp
    fault = faultOf(reading.ok ? 'replayed' : reading.fault)
  } else if (proof && network !== undefined && deps.codes) {
    if (await deps.codes.prove(proof, network)) {
      await spend(deps, { paid })
      return useUp
    }
    fault = { pointer: '/proof/code', code: 'code-refused', say: 'bookings.errors.codeRefused' }
  }
  const challenge = await makeChallenge(keys, { ...known, level, now })
  throw bookingErrors.WORK_NEEDED({ members: { challenge }, ...(fault && { faults: [fault] }) })
}

const faultOf = (why: 'malformed' | 'expired' | 'other' | 'wrong' | 'replayed'): FieldFault => ({
  pointer: '/work',
  code: `work-${why}`,
  say: 'bookings.errors.workRefused',
})

/** By the client's own key, which a page's form has as well; else by who comes. */
function knownBy(
  { lookup }: Pick<Keys, 'lookup'>,
  { officeId, idempotencyKey, nikHashes }: Pick<ToPay, 'officeId' | 'idempotencyKey' | 'nikHashes'>,
): WorkFor {
  const people = nikHashes.map((hash) => hash.toString('hex')).sort()
  const name = idempotencyKey === undefined ? `party ${people.join(' ')}` : `key ${idempotencyKey}`
  return { officeId, session: lookup('work', `session ${officeId} ${name}`).toString('hex') }
}

async function isSpent({ database: { kysely } }: Pick<BookDeps, 'database'>, nonce: Buffer): Promise<boolean> {
  const row = await kysely.selectFrom('work_spent').select('expires_at').where('nonce', '=', nonce).executeTakeFirst()
  return row !== undefined
}

/** Spends an answer for a booking, once: of many at the same time one is first. False: it was spent before. */
async function spend(
  { database: { kysely }, clock }: Pick<BookDeps, 'database' | 'clock'>,
  { nonce, endsAt, paid }: { nonce?: Buffer; endsAt?: Temporal.Instant; paid: Buffer },
): Promise<boolean> {
  return kysely.transaction().execute(async (tx) => {
    if (nonce && endsAt) {
      const spent = await tx
        .insertInto('work_spent')
        .values({ nonce, expires_at: endsAt })
        .onConflict((conflict) => conflict.column('nonce').doNothing())
        .returning('nonce')
        .executeTakeFirst()
      if (!spent) return false
    }
    await tx
      .insertInto('work_spent')
      .values({ nonce: paid, expires_at: clock.now().add({ minutes: PAID_MINUTES }) })
      .onConflict((conflict) => conflict.column('nonce').doNothing())
      .execute()
    return true
  })
}

/** The challenge of a refusal that asks for work; undefined: it asks for something else. */
export function challengeOf(error: unknown): { challenge: unknown; faults: readonly FieldFault[] } | undefined {
  if (!(error instanceof Refusal) || error.type !== 'work-needed') return undefined
  return { challenge: error.extras.members?.challenge, faults: error.extras.faults ?? [] }
}
