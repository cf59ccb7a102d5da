import { readNik } from '../people/index.ts'
import type { BookDeps } from './book.ts'
import { isKey, lettersOfCode, readCode } from './code.ts'
import { bookingErrors } from './errors.ts'
import { readTicket } from './store.ts'
import type { Ticket } from './ticket.ts'

/** What somebody types who looks for what they hold. */
export interface Guess {
  code: string
  nik: string
  network?: string | undefined
}

/** What a code may open: its link's key, and the people of whom one has to be named. */
export interface Held {
  key: string
  people: readonly { nik: string }[]
}

/** The entry in a draw that a code is of, from a feature below this one. */
export type ReadEntry = (officeId: string, code: string) => Promise<Held | undefined>

/** The ticket of a code and the NIK of one of its people: see `guessed`. */
export const findTicket = (deps: BookDeps, guess: Guess): Promise<Ticket> =>
  guessed(deps, guess, async (officeId, code) => [await ticketOfCode(deps, officeId, code)])

/** The same of a ticket or an entry: whoever entered a draw was told to keep its code as well. */
export const findHeld = (deps: BookDeps, guess: Guess, readEntry?: ReadEntry): Promise<Held & { isEntry: boolean }> =>
  guessed(deps, guess, async (officeId, code) => {
    const [ticket, entry] = [await ticketOfCode(deps, officeId, code), await readEntry?.(officeId, code)]
    return [ticket && { ...ticket, isEntry: false }, entry && { ...entry, isEntry: true }]
  })

const ticketOfCode = ({ database, keys }: BookDeps, officeId: string, code: string): Promise<Ticket | undefined> =>
  readTicket(database.kysely, keys, officeId, { code })

/**
 * The first of what a code opens that is of this NIK too. A wrong half is never named, an unknown
 * code and a wrong NIK cost the same, both are limited, and who guesses right pays nothing.
 */
async function guessed<T extends Held>(
  deps: BookDeps,
  { code: typedCode, nik: typedNik, network }: Guess,
  read: (officeId: string, code: string) => Promise<(T | undefined)[]>,
): Promise<T> {
  const code = readCode(typedCode)
  const nik = readNik(typedNik, { asPrinted: true })
  if (!code.ok || !nik.ok) throw bookingErrors.TICKET_UNKNOWN()
  const giveBack = await deps.limits.takeGuess(code.code, network, nik.nik)
  const officeId = officeByLetters(deps, lettersOfCode(code.code))
  const candidates = officeId ? await read(officeId, code.code) : []
  const found = candidates.find((one) => one?.people.some((person) => person.nik === nik.nik))
  if (!found) throw bookingErrors.TICKET_UNKNOWN()
  giveBack()
  return found
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
