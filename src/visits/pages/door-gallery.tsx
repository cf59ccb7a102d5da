import type { Example, StaffBar, View } from '../../web/index.ts'
import { drawOrder, drawSeed, fingerprintOf } from '../door-draw.ts'
import type { DoorDraw, DoorEntry } from '../door-store.ts'
import type { Door } from '../door.ts'
import { DoorDrawPage, type DoorDrawProps } from './door-draw.tsx'
import { DoorResultPage, type DoorResultProps } from './door-result.tsx'

const day = Temporal.PlainDate.from('2026-11-30')
const at = (hour: string): Temporal.ZonedDateTime => day.toZonedDateTime({ timeZone: 'Asia/Jakarta', plainTime: hour })
const key = { officeId: 'wonosobo', siteId: 'kantor', day: day.toString() }
const secret = '5f0c2a917be34d08a6417c9e02d8b3f1'
const entryOf = (entry: number, people: number): DoorEntry => ({
  entry,
  people,
  state: 'waiting',
  sealed: null,
  visitId: null,
  refusal: null,
})

const entries = [
  entryOf(1, 1),
  entryOf(2, 2),
  entryOf(3, 1),
  { ...entryOf(4, 1), state: 'withdrawn' as const },
  entryOf(5, 4),
]
const listed = [1, 2, 3, 5]
const seed = drawSeed({ key, secret, said: '4821', entries: listed })
const draw: DoorDraw = {
  secret,
  said: '4821',
  seed,
  order: drawOrder(seed, listed),
  seats: [3],
  drawnAt: at('07:46').toInstant(),
}
const came: Record<number, Partial<DoorEntry>> = {
  1: { state: 'seated', visitId: 'visit-1' },
  2: { state: 'seated', visitId: 'visit-2' },
  3: { state: 'refused', refusal: 'person-already-booked' },
  5: { state: 'out' },
}

const open: Door = {
  opens: at('07:00'),
  drawAt: at('07:45'),
  phase: 'open',
  fingerprint: fingerprintOf(secret),
  entries,
  draw: undefined,
  isDone: false,
}
const drawn: Door = {
  ...open,
  phase: 'closed',
  entries: entries.map((one) => ({ ...one, ...came[one.entry] })),
  draw,
  isDone: true,
}

const bar = (view: View): StaffBar => ({
  links: [{ room: 'reception', href: '#reception' }, { room: 'floor', href: '#floor' }],
  name: 'Bambang Prasetyo',
  as: view.t('staff.roles.supervisor'),
  office: view.t('visits.reception.screen.office', { place: 'Wonosobo' }),
  now: at('07:46'),
  signOutTo: view.paths.staffSignOut(),
})

const person = { name: '', nik: '', nikAsPrinted: false, service: '', purpose: '' }
const staff = (view: View, door: Door): DoorDrawProps => ({
  view,
  bar: bar(view),
  door,
  names: new Map([[1, 'Siti A.'], [2, 'Slamet'], [3, "Nur 'A."], [5, 'Ahmad F.']]),
  numbers: new Map([['visit-1', 'C-001'], ['visit-2', 'C-002']]),
  who: {
    values: { people: [person], companion: false, companionName: '', contact: '' },
    services: [{ value: 'new-adult', label: 'Paspor baru' }],
    purposes: [{ value: 'umrah', label: 'Umrah' }],
  },
  said: { typed: '', isToConfirm: false },
  news: {},
  maySupervise: true,
  seatsLeft: 0,
  links: { here: '#draw', public: '#public', back: '#reception', slip: (visitId) => `#${visitId}` },
})
const closed: Door = { ...open, phase: 'closed' }

/** The draw at the door for staff, in its states. */
export const doorScreens: readonly Example[] = [
  { name: 'page-door-list', page: (view) => <DoorDrawPage {...staff(view, open)} news={{ entered: 5 }} /> },
  {
    name: 'page-door-ask',
    page: (view) => (
      <DoorDrawPage
        {...staff(view, closed)}
        said={{ typed: '48', error: view.t('visits.doorDraw.errors.saidMalformed'), isToConfirm: false }}
      />
    ),
  },
  {
    name: 'page-door-confirm',
    page: (view) => <DoorDrawPage {...staff(view, closed)} said={{ typed: '4821', isToConfirm: true }} />,
  },
  { name: 'page-door-stopped', page: (view) => <DoorDrawPage {...staff(view, { ...closed, draw })} /> },
  { name: 'page-door-drawn', page: (view) => <DoorDrawPage {...staff(view, drawn)} /> },
]

const shared = (view: View, door: Door): DoorResultProps => ({
  view,
  site: 'Kantor Imigrasi Wonosobo',
  day,
  key,
  door,
  numbers: staff(view, door).numbers,
  seatsLeft: 0,
})

/** The same for everybody: before and after. */
export const doorExamples: readonly Example[] = [
  { name: 'page-door-before', page: (view) => <DoorResultPage {...shared(view, open)} /> },
  { name: 'page-door-after', page: (view) => <DoorResultPage {...shared(view, drawn)} /> },
]
