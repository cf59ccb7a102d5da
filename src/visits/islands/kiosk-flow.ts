import { makeNonce } from '../../web/islands/nonce.ts'
import { getJson, postJson, type Answered } from '../../web/islands/post.ts'
import type { CheckedInAnswer, DayCodeAnswer, LookUpAnswer, LookUpBody } from '../wire.ts'

/** A ticket that can check in here and now. Its names and NIKs were never kept: a kiosk shows nobody's. */
export interface FoundTicket {
  booking: string
  people: number
  /** Names this scan, so that pressing twice, or again after a lost network, is one check-in. */
  nonce: string
}

/** `refused`: by the rules of the day, in the page's language. `signed-out`: the kiosk itself. */
export type Outcome<T> =
  | { kind: 'done'; value: T }
  | { kind: 'refused'; text: string }
  | { kind: 'no-network' | 'signed-out' }

const UNAUTHORISED = 401
const NOT_FOUND = 404

function outcomeOf<T>(answered: Answered<T>): Outcome<T> {
  if (answered.kind !== 'refused') return answered
  const { status, detail } = answered.problem
  return status === UNAUTHORISED ? { kind: 'signed-out' } : { kind: 'refused', text: detail }
}

/** Finds the ticket of a scan or a code; names and NIKs are for the desk, where cards are looked at. */
export async function findTicket(api: string, q: string, unknown: string): Promise<Outcome<FoundTicket>> {
  const body: LookUpBody = { q, ticketOnly: true }
  const answered = await postJson<LookUpAnswer>(`${api}/look-up`, body)
  // The desk's own words speak of NIKs and names.
  if (answered.kind === 'refused' && answered.problem.status === NOT_FOUND) return { kind: 'refused', text: unknown }
  const outcome = outcomeOf(answered)
  if (outcome.kind !== 'done') return outcome
  const found = outcome.value.found[0]!
  // With a number already, checking in again tells the number once more, whatever the hour.
  if (!found.checkIn.may && found.number === undefined) {
    return { kind: 'refused', text: found.checkIn.refusal ?? found.checkIn.when }
  }
  return { kind: 'done', value: { booking: found.booking, people: found.people.length, nonce: `kiosk-${makeNonce()}` } }
}

/** Checks in everybody on the ticket; cards are compared at the counter. */
export async function checkInAll(
  api: string,
  { booking, people, nonce }: FoundTicket,
): Promise<Outcome<CheckedInAnswer>> {
  const all = Array.from({ length: people }, (_, position) => ({ position, card: 'same' as const }))
  return outcomeOf(await postJson<CheckedInAnswer>(`${api}/check-ins`, { booking, people: all, nonce }))
}

/** The day's code and the office's time; asking also keeps the kiosk signed in. */
export async function readDay(api: string): Promise<Outcome<DayCodeAnswer>> {
  return outcomeOf(await getJson<DayCodeAnswer>(`${api}/day-code`))
}
