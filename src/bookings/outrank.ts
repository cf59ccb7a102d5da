import { contactLookupText, coolingOf } from '../people/index.ts'
import type { FieldFault } from '../platform/errors.ts'
import type { BookDeps, BookRequest } from './book.ts'
import type { Proof } from './draw-entries.ts'
import type { PartyToBook } from './engine/party.ts'
import { bookingErrors } from './errors.ts'
import type { Ticket } from './ticket.ts'

interface Refused {
  request: Pick<BookRequest, 'actor' | 'network' | 'proof' | 'cardSeen'>
  /** Of the party, whom the engine found held. */
  positions: readonly number[]
  toBook: Pick<PartyToBook, 'officeId' | 'people' | 'mayWait'>
  contact: Ticket['contact']
}

/**
 * Whether those who held people of a refused party hold them no more, so that it may be tried
 * again: entries in draws that nobody has proved give way to who has proved a contact of the
 * booking or whose cards were seen. False: somebody holds or waits for good. Throws
 * PROVE_OR_COME where a proof would do and there is none, OUTRANKED_ENOUGH where it did too often.
 */
export async function outranks(deps: BookDeps, refused: Refused): Promise<boolean> {
  const { drawEntries, database, clock, limits } = deps
  const { positions, toBook, request } = refused
  const nikHashes = positions.map((i) => toBook.people[i]!.nikHash)
  if (!drawEntries) return false
  const waits = toBook.mayWait ? [] : await coolingOf(database.kysely, nikHashes, clock.now())
  if (waits.some((until) => until !== undefined)) return false
  const held = await drawEntries.holding(nikHashes)
  if (held !== 'unproved') return held === 'nobody'
  const { proof, faults } = await proofOf(deps, refused)
  const members = { people: [...positions] }
  const say = 'bookings.errors.proveOrCome' as const
  const persons = positions.map((i) => ({ pointer: `/people/${i}/nik`, code: 'person-already-booked', say }))
  if (!proof) {
    limits.takeClaimedPerson(request.network)
    throw bookingErrors.PROVE_OR_COME({ faults: [...persons, ...faults], members: { ...members, mayProve: true } })
  }
  const outcome = await drawEntries.outrank({ nikHashes, proof, actor: request.actor })
  if (outcome === 'enough') {
    const enough = persons.map((one) => ({ ...one, say: 'bookings.errors.outrankedEnough' as const }))
    throw bookingErrors.OUTRANKED_ENOUGH({ faults: enough, members })
  }
  return outcome === 'done'
}

/** A code counts that was typed for a contact of this booking: here, or just before. */
async function proofOf(
  { codes, keys }: BookDeps,
  { request, toBook: { officeId }, contact }: Refused,
): Promise<{ proof?: Proof; faults: FieldFault[] }> {
  const { actor, cardSeen, proof, network } = request
  if (actor.kind === 'staff' && cardSeen) return { proof: { by: 'card' }, faults: [] }
  if (!proof || !codes || network === undefined) return { faults: [] }
  const { whatsapp, email } = contact
  const own = [whatsapp && { whatsapp }, email && { email }].flatMap((one) =>
    one ? [keys.lookup('contact', contactLookupText(one)!)] : [],
  )
  const contactHash = (await codes.proved(proof.id, officeId)) ?? (await codes.prove(proof, network))
  if (contactHash && own.some((one) => one.equals(contactHash))) {
    return { proof: { by: 'contact', contactHash }, faults: [] }
  }
  return { faults: [{ pointer: '/proof/code', code: 'code-refused', say: 'bookings.errors.codeRefused' }] }
}
