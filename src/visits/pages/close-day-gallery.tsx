import type { Example, StaffBar, View } from '../../web/index.ts'
import type { HitRow } from '../close-day.ts'
import { CloseDayPage, type CloseDayProps, ClosePreviewPage } from './close-day.tsx'

const zone = 'Asia/Jakarta'
const date = Temporal.PlainDate.from('2026-12-01')
const at = (hour: string, day = date): Temporal.ZonedDateTime =>
  day.toZonedDateTime({ timeZone: zone, plainTime: hour })
const action = '#close-day'

const bar = (view: View): StaffBar => ({
  links: [{ room: 'floor', href: '#floor' }],
  name: 'Bambang Prasetyo',
  as: view.t('staff.roles.supervisor'),
  office: view.t('visits.reception.screen.office', { place: 'Wonosobo' }),
  now: at('09:16', date.subtract({ days: 1 })),
  signOutTo: view.paths.staffSignOut(),
})

const row = { names: ['Siti Aminah'], contact: '', start: at('09:00') }
const rows: HitRow[] = [
  { ...row, code: 'WSB-7K4-M2PX', state: 'waiting' },
  { ...row, code: 'WSB-9Q2-T4HB', state: 'moved', contact: '0812 0000 0001', movedTo: { start: at('08:30') } },
  {
    ...row,
    code: 'WSB-1F8-K3DW',
    names: ['Ahmad Fauzi', "Nur 'Aini"],
    state: 'moved',
    movedTo: { start: at('13:00'), site: 'UKK Magelang' },
  },
  { ...row, code: 'WSB-5P0-C7RN', state: 'cancelled' },
  { ...row, code: 'WSB-3M6-Y9GS', state: 'here', number: 'A-017' },
]

const form = { hour: '', reason: '', words: '', wordsEn: '' }
const open = (view: View): CloseDayProps => ({
  view,
  bar: bar(view),
  date,
  isToday: false,
  action,
  form,
  days: [{ value: date.toString(), label: view.dates.day(date) }],
  hours: ['08:00', '08:30', '09:00'],
  errors: [],
  rows: [],
  others: [],
  links: { csv: '#csv', back: '#floor' },
  asOf: at('09:16', date.subtract({ days: 1 })),
})
const reason = (view: View): string => view.t('visits.closing.reasons.flood')

/** The supervisor's page for closing a day, in its states. */
export const closingExamples: readonly Example[] = [
  { name: 'page-close-day', page: (view) => <CloseDayPage {...open(view)} /> },
  {
    name: 'page-close-day-errors',
    page: (view) => (
      <CloseDayPage
        {...open(view)}
        form={{ ...form, reason: 'own' }}
        errors={[{ field: 'words', message: view.t('visits.closing.faults.words') }]}
      />
    ),
  },
  {
    name: 'page-close-day-closed',
    page: (view) => (
      <CloseDayPage
        {...open(view)}
        news="closed"
        closing={{ fromHour: '09:00', reason: reason(view) }}
        rows={rows}
        others={[{ date: date.add({ days: 3 }), tickets: 4, href: '#other' }]}
      />
    ),
  },
  {
    name: 'page-close-day-refused',
    page: (view) => (
      <CloseDayPage
        {...open(view)}
        refusal={view.t('visits.closing.alreadyClosed')}
        closing={{ reason: reason(view) }}
      />
    ),
  },
  {
    name: 'page-close-day-preview',
    page: (view) => (
      <ClosePreviewPage
        view={view}
        bar={bar(view)}
        date={date}
        isToday={false}
        action={action}
        form={{ ...form, hour: '09:00', reason: 'flood' }}
        reason={{ id: 'banjir', en: 'flood' }}
        hits={[{ start: at('09:00'), tickets: 4, people: 10 }, { start: at('09:30'), tickets: 1, people: 1 }]}
      />
    ),
  },
]
