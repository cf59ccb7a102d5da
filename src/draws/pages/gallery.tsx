import type { Example, View } from '../../web/index.ts'
import { DrawPage } from './draw.tsx'
import { EntryPage, type EntryPageProps } from './entry.tsx'
import type { ProofFacts } from './result.tsx'

const key = `WSB${'A'.repeat(22)}`
const drawId = 'wonosobo.pekan-49'
const when = {
  opens: 'Senin, 16 November 2026 pukul 08.00 WIB',
  closes: 'Selasa, 24 November 2026 pukul 09.00 WIB',
  draws: 'Selasa, 24 November 2026 pukul 12.00 WIB',
  instant: 'Rabu, 25 November 2026 pukul 09.00 WIB',
}
const proofs: ProofFacts = {
  drawId,
  closedAt: when.closes,
  entries: 412,
  root: '3f9a61c0b27e48d590ac17f2e83b5d0471c2f08b0d64ae935be81f27a9403dc6',
  roundAt: when.draws,
  round: 34_166_905,
  randomness: 'c81d0e77fa392b645e10d9c37a8f41b620e5c79a8f13b6d4e2470a5c913fd86e',
  isLocal: true,
  hasEvidence: true,
}

const entry = (view: View, more: Partial<EntryPageProps>) =>
  EntryPage({
    view,
    entry: { key, drawId, state: 'entered', isContested: false, verifiedBy: undefined, struckReason: null },
    place: 'Wonosobo',
    days: 'Senin, 30 November 2026',
    code: 'WSB-7K4-M2PX',
    when,
    people: ['Siti A.', 'Ahmad F.'],
    wishes: ['Senin, 30 November 2026, pagi', 'Selasa, 1 Desember 2026'],
    isClosed: false,
    canProve: true,
    ...more,
  })

const place = { place: 128, entries: 412, winners: 210, lastWinner: 300 }
const seat = {
  day: 'Senin, 30 November 2026',
  hour: '08.30',
  zone: 'WIB',
  site: undefined,
  until: 'Minggu, 29 November 2026 pukul 16.00 WIB',
}
const won = { key, drawId, state: 'won', isContested: false, verifiedBy: 'card', struckReason: null } as const

/** An entry before and after its draw, and the draw itself. */
export const drawExamples: readonly Example[] = [
  { name: 'entry-open', page: (view) => entry(view, { news: 'entered' }) },
  { name: 'entry-contested', page: (view) => entry(view, { entry: { ...won, state: 'entered', isContested: true } }) },
  {
    name: 'entry-won',
    page: (view) => entry(view, { entry: won, result: { place, proofs, seat, waitingPlace: undefined } }),
  },
  {
    name: 'entry-waiting',
    page: (view) =>
      entry(view, {
        entry: { ...won, state: 'waiting' },
        result: { place: { ...place, place: 377 }, proofs, seat: undefined, waitingPlace: 41 },
      }),
  },
  {
    name: 'entry-passed-over',
    page: (view) =>
      entry(view, {
        entry: { ...won, state: 'waiting' },
        isPassedOver: true,
        result: { place: { ...place, place: 377 }, proofs, seat: undefined, waitingPlace: 1 },
      }),
  },
  {
    name: 'entry-struck',
    page: (view) => entry(view, { entry: { ...won, state: 'struck', struckReason: 'outranked' } }),
  },
  {
    name: 'draw-drawn',
    page: (view) =>
      DrawPage({
        view,
        drawId,
        officeId: 'wonosobo',
        place: 'Wonosobo',
        days: 'Senin, 30 November 2026',
        state: 'drawn',
        isOpen: false,
        reason: 'Tempat habis dalam menit',
        announced: 'Senin, 2 November 2026',
        when,
        seats: 300,
        proofs,
        result: {
          winners: 210,
          people: 296,
          left: 4,
          tables: [
            {
              by: 'channel',
              rows: [
                { value: 'desk', entries: 40, firstHalf: 21, seated: 20 },
                { value: 'home', entries: 372, firstHalf: 185, seated: 190 },
              ],
              test: { chiSquare: 0.11, degrees: 1, p: 0.742 },
            },
          ],
          order: [
            { place: 1, code: 'WSB-7K4-M2PX', people: 2, seat: 'Senin, 30 November 2026 pukul 08.00 WIB' },
            { place: 2, code: 'WSB-2B9-QRT4', people: 5, seat: undefined },
          ],
          after: 201,
        },
      }),
  },
]
