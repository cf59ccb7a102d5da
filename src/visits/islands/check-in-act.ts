import { postJson, type Problem } from '../../web/islands/index.ts'
import type { CheckedInAnswer, CheckInBody } from '../wire.ts'
import { scanOf } from './local-day.ts'
import { type Checking, type Given, presentIn, type ReceptionData, type Scan } from './reception-types.ts'
import type { Reception } from './use-reception.ts'

export type CheckInOutcome = { kind: 'given'; given: Given } | { kind: 'refused'; problem: Pick<Problem, 'detail'> }

/**
 * Checks in at the office; without the network, or without an answer, here, to be sent later
 * under the same nonce: whichever of the two happened, it happens once.
 */
export async function checkIn(data: ReceptionData, reception: Reception, checking: Checking): Promise<CheckInOutcome> {
  if (!reception.isOffline) {
    const answered = await postJson<CheckedInAnswer>(`${data.api}/check-ins`, bodyOf(checking))
    if (answered.kind === 'refused') return answered
    if (answered.kind === 'done') {
      void reception.refresh()
      return { kind: 'given', given: givenBy(answered.value, checking) }
    }
    reception.lost()
  }
  const { kept, told, desk } = reception
  const day = kept?.day
  const { words } = data
  if (!day?.tickets.some(({ booking }) => booking === checking.found.booking)) {
    return { kind: 'refused', problem: { detail: words.offline.addFailed } }
  }
  try {
    const scan = await desk.add((scans) => scanOf({ day, scans, told, nowMs: desk.now, words }, checking))
    return { kind: 'given', given: givenLocally(scan) }
  } catch {
    return { kind: 'refused', problem: { detail: words.offline.addFailed } }
  }
}

function bodyOf({ found, nonce, cards, priority, help }: Checking): CheckInBody {
  return {
    booking: found.booking,
    people: cards.flatMap(({ position, card, nik }) =>
      card ? [{ position, card, ...(card === 'typing-error' && { nik }) }] : [],
    ),
    ...(priority && { priority }),
    ...(help.length > 0 && { help }),
    nonce,
  }
}

function givenBy(answer: CheckedInAnswer, { found }: Pick<Checking, 'found'>): Given {
  const { number, visit, people, appointment, before, expected, again, party } = answer
  return {
    number,
    visit,
    people,
    code: found.code,
    name: found.people[0]?.name ?? '',
    ...(appointment && { appointment }),
    before,
    ...(expected && { expected }),
    again,
    maySplit: maySplit(answer),
    ...(party && { party }),
  }
}

/** Who waits together and does not go first; the office refuses all others. */
export const maySplit = ({ people, kind, state }: Pick<CheckedInAnswer, 'people' | 'kind' | 'state'>): boolean =>
  people > 1 && kind !== 'priority' && state === 'waiting'

function givenLocally(scan: Scan): Given {
  return {
    number: scan.number,
    nonce: scan.nonce,
    people: presentIn(scan),
    code: scan.code,
    name: scan.name,
    appointment: scan.start,
    again: false,
  }
}
