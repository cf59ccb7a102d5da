import { makeNonce, postJson } from '../../web/islands/index.ts'
import type { LookUpAnswer } from '../wire.ts'
import { findLocally } from './local-day.ts'
import type { Checking, Found, ReceptionData } from './reception-types.ts'
import type { Reception } from './use-reception.ts'

/** What a scan or a typed line came to. `note`: to be said beside what was found. */
export type FindOutcome = { kind: 'found'; found: Found[]; note?: string } | { kind: 'refused'; text: string }

/** Asks the office, or what is kept here when the network does not answer. */
export async function findTicket({ api, words }: ReceptionData, reception: Reception, q: string): Promise<FindOutcome> {
  if (!reception.isOffline) {
    const answered = await postJson<LookUpAnswer>(`${api}/look-up`, { q })
    if (answered.kind === 'done') return { kind: 'found', found: answered.value.found }
    if (answered.kind === 'refused') return { kind: 'refused', text: answered.problem.detail }
    reception.lost()
  }
  const { desk } = reception
  const kept = await desk.whenOpen()
  const told = reception.told ?? kept.told
  if (!kept.day) return { kind: 'refused', text: words.list.none }
  const local = { day: kept.day, scans: kept.scans, told, nowMs: desk.now, words }
  const found = await findLocally(local, q)
  if (found.kind !== 'found') return { kind: 'refused', text: words.find[found.kind] }
  return { kind: 'found', found: found.found, ...(found.unchecked && { note: words.find.cannotCheck }) }
}

/** A ticket as it is put on the desk: nobody is compared yet. */
export function checkingOf(found: Found): Checking {
  return {
    found,
    nonce: makeNonce(),
    cards: found.people
      .filter(({ state }) => state === 'expected')
      .map(({ position }) => ({ position, nik: '' })),
    priority: '',
    help: [],
  }
}
