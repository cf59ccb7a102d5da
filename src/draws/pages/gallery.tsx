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
    number: '7K4M-2PXA',
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
        result: { place: { ...place, place: 277 }, proofs, seat: undefined, waitingPlace: 41 },
      }),
  },
  {
    name: 'entry-first',
    page: (view) => {
      const first = { place: 1, entries: 61_012, winners: 2, lastWinner: 3 }
      return entry(view, { entry: won, result: { place: first, proofs, seat, waitingPlace: undefined } })
    },
  },
  {
    name: 'entry-all',
    page: (view) => {
      const all = { place: 412, entries: 412, winners: 412, lastWinner: 412 }
      return entry(view, { entry: won, result: { place: all, proofs, seat, waitingPlace: undefined } })
    },
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
        why: {
          reason: 'Tempat habis dalam menit',
          demand:
            'Senin, 5 Oktober 2026 sampai Jumat, 30 Oktober 2026: 19 dari 20 hari penuh, 3.960 dari 4.000 tempat ' +
            'diambil.',
          basis: 'Dihitung dari giliran yang diambil di kantor ini; yang tidak kebagian tidak tercatat.',
          announced: 'Senin, 2 November 2026, 14 hari sebelum pendaftaran dibuka',
          holds: 'Senin, 30 November 2026. Untuk hari sebelum dan sesudahnya tempat diambil langsung, seperti biasa.',
          where: 'Hanya di Kantor Imigrasi Wonosobo. Di UKK Magelang tempat diambil langsung, seperti biasa.',
          whom: undefined,
        },
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
            {
              by: 'day',
              rows: [
                { value: '2026-11-16', entries: 300, firstHalf: 151, seated: 160 },
                { value: '2026-11-23', entries: 112, firstHalf: 55, seated: 50 },
              ],
              test: { chiSquare: 0.05, degrees: 1, p: 0.823 },
            },
          ],
          order: [
            { place: 1, number: '2B9Q-RT4E', people: 2, seat: 'Senin, 30 November 2026 pukul 08.00 WIB' },
            { place: 2, number: '7K4M-2PXA', people: 5, seat: undefined },
          ],
          after: 201,
        },
      }),
  },
]
