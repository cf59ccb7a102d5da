import { readNik } from '../people/index.ts'
import type { BookDeps } from './book.ts'
import { isKey, lettersOfCode, readCode } from './code.ts'
import { bookingErrors } from './errors.ts'
import { readTicket } from './store.ts'
import type { Ticket } from './ticket.ts'

/**
 * The ticket of a code and the NIK of one of its people. A wrong half is never named, an
 * unknown code and a wrong NIK cost the same, and both are limited.
 */
export async function findTicket(
  deps: BookDeps,
  { code: typedCode, nik: typedNik, network }: { code: string; nik: string; network?: string | undefined },
): Promise<Ticket> {
  const code = readCode(typedCode)
  const nik = readNik(typedNik, { asPrinted: true })
  if (!code.ok || !nik.ok) throw bookingErrors.TICKET_UNKNOWN()
  const giveBack = await deps.limits.takeGuess(code.code, network, nik.nik)
  const officeId = officeByLetters(deps, lettersOfCode(code.code))
  const ticket = officeId && (await readTicket(deps.database.kysely, deps.keys, officeId, { code: code.code }))
  if (!ticket || !ticket.people.some((one) => one.nik === nik.nik)) throw bookingErrors.TICKET_UNKNOWN()
  giveBack()
  return ticket
}

/** The ticket behind a link's key; the refusal `not-found` for anything else. */
export async function ticketOfKey(deps: BookDeps, key: string): Promise<Ticket> {
  if (!isKey(key)) throw bookingErrors.TICKET_UNKNOWN()
  const officeId = officeByLetters(deps, key.slice(0, 3))
  const keyHash = deps.keys.lookup('ticket', key)
  const ticket = officeId && (await readTicket(deps.database.kysely, deps.keys, officeId, { keyHash }))
  if (!ticket) throw bookingErrors.TICKET_UNKNOWN()
  return ticket
}

/** The office whose tickets begin with these letters. */
export function officeByLetters({ offices }: Pick<BookDeps, 'offices'>, letters: string): string | undefined {
  return offices.all().find((one) => one.letters === letters)?.officeId
}
