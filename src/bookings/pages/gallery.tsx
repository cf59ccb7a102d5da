import type { Example, View } from '../../web/index.ts'
import { samples } from '../../web/index.ts'
import { CancelPage } from './cancel.tsx'
import { CheckPage, type CheckProps } from './check.tsx'
import { DayPage, type DayProps } from './day.tsx'
import type { DisplacedFacts } from './displaced.tsx'
import { DraftExpiredPage } from './draft-expired.tsx'
import { FindPage } from './find.tsx'
import { HourPage, type HourProps } from './hour.tsx'
import { LeavePartyPage, LeftPartyPage } from './leave-party.tsx'
import { ChangeRefusedPage, MoveDayPage, MoveHourPage, type MoveHourProps } from './move.tsx'
import { PrintPage, type PrintProps } from './print.tsx'
import { ProvePage } from './prove.tsx'
import { TicketPage, type TicketPageProps } from './ticket.tsx'
import { emptyPerson, emptyWho, type WhoValues } from './who-form.ts'
import { WhoPage, type WhoProps } from './who.tsx'
import { WorkPage, type WorkProps } from './work.tsx'

const draftKey = 'WSBaaaaaaaaaaaaaaaaaaaaaa'
const ticketKey = 'WSBbbbbbbbbbbbbbbbbbbbbbb'
const place = 'Wonosobo'
const names = ['Siti Aminah', 'Ahmad Fauzi']
const day = samples.sampleStart.toPlainDate()
const timeZone = 'Asia/Jakarta'

const family: WhoValues = {
  people: [
    { name: names[0]!, nik: '0000 0041 0190 0001', nikAsPrinted: false, service: 'new-adult', purpose: 'umrah' },
    { name: names[1]!, nik: '0000 0002 0190 000', nikAsPrinted: false, service: '', purpose: 'umrah' },
  ],
  companion: false,
  companionName: '',
  contact: '0812 3456 4471',
}

const five: WhoValues = {
  ...family,
  people: Array.from({ length: 5 }, emptyPerson),
  companion: true,
  companionName: 'Bu "Ida"',
}

function who(view: View): WhoProps {
  return {
    view,
    place,
    values: emptyWho(),
    services: samples.sampleServices,
    purposes: samples.samplePurposes,
    action: view.paths.bookWho('wonosobo'),
    back: view.paths.office('wonosobo'),
  }
}

const papers = [
  { name: names[0]!, service: 'Paspor baru, dewasa', papers: samples.samplePapers.new },
  {
    name: names[1]!,
    service: 'Ganti paspor karena masa berlaku habis, dewasa',
    papers: samples.samplePapers.replacement,
  },
]
const fees = { fees: samples.sampleFees, feeSource: 'PP 45/2024' }

function check(view: View): CheckProps {
  const nik = ['0000 0041 0190 0001', '0000 0002 0190 0002']
  const people = papers.map((one, index) => ({ ...one, nik: nik[index]!, purpose: 'Umrah' }))
  return { view, draftKey, place, people, ...fees }
}

const dayProps = (view: View): DayProps => ({ view, draftKey, place, names, days: samples.sampleDays })

const groups = [{ id: 'kantor', hours: samples.sampleHours }]
const lost = samples.sampleHours.map((one, index) =>
  index === 1 ? { ...one, left: 0, state: 'full' as const, justFull: true } : one,
)
const none = samples.sampleHours.map((one) => ({ ...one, left: 0, state: 'full' as const }))

const twoSites = [
  {
    id: 'kantor',
    name: 'Kantor Imigrasi Wonosobo',
    address: 'Selomerto, Wonosobo',
    hours: samples.sampleHours.slice(0, 5),
  },
  {
    id: 'magelang',
    name: 'UKK Magelang',
    address: 'Kota Mungkid, Kabupaten Magelang',
    hours: samples.sampleHours.slice(5).map((one) => ({ ...one, slot: `7${one.slot}` })),
  },
]

function hour(view: View): HourProps {
  const changeUntil = samples.sampleUntil
  return { view, draftKey, place, names, day, timeZone, groups, arriveMinutesBefore: 15, changeUntil }
}

const noQr = { ...samples.sampleTicket, qr: undefined }

function ticket(view: View): TicketPageProps {
  return {
    view,
    ticketKey,
    ticket: samples.sampleTicket,
    people: papers,
    ...fees,
    arriveAt: samples.sampleArrival,
    site: { address: 'Jalan Raya Banyumas Km 5,5, Selomerto, Wonosobo 56361' },
    phone: '(0286) 321628',
    changes: { until: samples.sampleUntil, canMove: true, canCancel: true, movesLeft: 2, isFree: false },
  }
}

const work = (view: View): WorkProps => ({
  view,
  action: view.paths.draft(draftKey, 'hour'),
  slot: '1',
  challenge: {},
  contact: 'siti@contoh.id',
  proofId: '01990000-0000-7000-8000-000000000000',
  links: { who: view.paths.draft(draftKey, 'who'), hours: view.paths.draft(draftKey, 'hour') },
})

const displaced: DisplacedFacts = {
  reason: 'listrik padam di seluruh gedung',
  hours: [0, 1, 2].map((index) => ({
    slot: String(index),
    start: samples.sampleStart.add({ days: 1, minutes: 30 * index }),
    left: 6 - index,
    ...(index === 2 && { site: 'UKK Magelang' }),
  })),
}

const print = (view: View): PrintProps => ({
  ...ticket(view),
  arriveMinutesBefore: 15,
  address: 'Jalan Raya Banyumas Km 5,5, Selomerto, Wonosobo 56361.',
  changeUntil: samples.sampleUntil,
  printedAt: Temporal.ZonedDateTime.from('2026-11-24T10:35[Asia/Jakarta]'),
  host: 'giliran.example',
})

/** The longest print: five people, the longest lists, notes to most papers. */
const fiveChildren = Array.from({ length: 5 }, (_, index) => ({
  name: `Muhammad Abdurrahman Wahyudi ${'ABCDE'[index]}`,
  service: 'Ganti paspor karena data berubah, anak',
  papers: [
    { name: 'KTP elektronik kedua orang tua' },
    { name: 'Kartu Keluarga (KK)' },
    { name: 'Akta kelahiran' },
    { name: 'Akta atau buku nikah orang tua' },
    { name: 'Paspor lama' },
    { name: 'Surat pernyataan kedua orang tua' },
    {
      name: 'Bukti perubahan data, misalnya penetapan pengadilan',
      note: 'Belum kami pastikan dari aturan resmi. Tanyakan dulu ke kantor.',
    },
    { name: 'Surat dari biro perjalanan umrah', note: 'Diminta di sebagian kantor. Bawalah bila sudah ada.' },
  ],
}))

const move = (view: View): MoveHourProps => ({
  view,
  ticketKey,
  now: samples.sampleStart,
  party: 2,
  day,
  timeZone,
  groups: [{ id: 'kantor', hours: samples.sampleHours.map((one, index) => ({ ...one, yours: index === 1 })) }],
  arriveMinutesBefore: 15,
  movesLeftAfter: 1,
})

const find = (view: View) => ({ view, exampleCode: 'WSB-7K4-M2PX' })
const cancel = (view: View) => ({ view, ticketKey, place, start: samples.sampleStart, names, freed: 'delay' as const })

const nikWrong = { field: 'nik', message: 'NIK baru 15 angka. Periksa lagi, kurang 1 angka.' }

const whoExamples: readonly Example[] = [
  { name: 'page-who', page: (view) => <WhoPage {...who(view)} /> },
  {
    name: 'page-who-errors',
    page: (view) => (
      <WhoPage
        {...who(view)}
        values={family}
        errors={[
          { ...nikWrong, field: 'nik-1' },
          { field: 'service-1', message: 'Pilih layanan.' },
        ]}
      />
    ),
  },
  {
    name: 'page-who-nik-used',
    page: (view) => (
      <WhoPage
        {...who(view)}
        values={family}
        errors={[{ field: 'nik-1', message: 'NIK ini sudah memegang giliran. Satu orang satu giliran.' }]}
        nikUsed={[1]}
      />
    ),
  },
  {
    name: 'page-who-as-printed',
    page: (view) => (
      <WhoPage
        {...who(view)}
        values={family}
        errors={[{ field: 'nik-1', message: view.t('people.nik.impossible') }]}
        askAsPrinted={[1]}
        sampleNiks={['0000 0041 0190 0001', '0000 0002 0190 0001']}
      />
    ),
  },
  {
    name: 'page-who-five',
    page: (view) => (
      <WhoPage
        {...who(view)}
        values={five}
        focus="name-4"
      />
    ),
  },
]

const stepExamples: readonly Example[] = [
  {
    name: 'page-check',
    page: (view) => <CheckPage {...check(view)} contact={{ kind: 'whatsapp', text: '0812 3456 4471' }} />,
  },
  {
    name: 'page-check-companion',
    page: (view) => <CheckPage {...check(view)} companion={{ name: 'Ida' }} site="UKK Magelang" />,
  },
  { name: 'page-day', page: (view) => <DayPage {...dayProps(view)} /> },
  { name: 'page-day-list', page: (view) => <DayPage {...dayProps(view)} asList /> },
  {
    name: 'page-day-sites',
    page: (view) => (
      <DayPage
        {...dayProps(view)}
        sites={[{ id: 'kantor', name: 'Kantor Imigrasi Wonosobo' }, { id: 'magelang', name: 'UKK Magelang' }]}
        site="magelang"
      />
    ),
  },
  { name: 'page-day-none', page: (view) => <DayPage {...dayProps(view)} days={samples.sampleDaysFull} /> },
  { name: 'page-hour', page: (view) => <HourPage {...hour(view)} chosen={samples.sampleHours[1]!.slot} /> },
  { name: 'page-hour-sites', page: (view) => <HourPage {...hour(view)} groups={twoSites} /> },
  { name: 'page-hour-missing', page: (view) => <HourPage {...hour(view)} missing /> },
  {
    name: 'page-hour-taken',
    page: (view) => (
      <HourPage
        {...hour(view)}
        groups={[{ id: 'kantor', hours: lost }]}
        lost={{ start: samples.sampleStart, site: 'kantor', why: 'full' }}
      />
    ),
  },
  { name: 'page-hour-none', page: (view) => <HourPage {...hour(view)} groups={[{ id: 'kantor', hours: none }]} /> },
  { name: 'page-work-code', page: (view) => <WorkPage {...work(view)} /> },
  {
    name: 'page-work-code-wrong',
    page: (view) => (
      <WorkPage {...work(view)} errors={[{ field: 'code', message: view.t('bookings.errors.codeRefused') }]} />
    ),
  },
  { name: 'page-work-no-contact', page: (view) => <WorkPage {...work(view)} contact={undefined} /> },
  { name: 'page-prove', page: (view) => <ProvePage {...work(view)} proofId={undefined} /> },
  { name: 'page-prove-code', page: (view) => <ProvePage {...work(view)} /> },
  { name: 'page-draft-expired', page: (view) => <DraftExpiredPage view={view} office={{ id: 'wonosobo', place }} /> },
]

const ticketExamples: readonly Example[] = [
  {
    name: 'page-leave-party',
    page: (view) => (
      <LeavePartyPage view={view} ticketKey={ticketKey} place={place} start={samples.sampleStart} names={names} />
    ),
  },
  {
    name: 'page-leave-party-children',
    page: (view) => (
      <LeavePartyPage
        view={view}
        ticketKey={ticketKey}
        place={place}
        start={samples.sampleStart}
        names={names}
        hasChildren
        errors={[{ field: 'nik', message: view.t('bookings.errors.childLeftAlone') }]}
      />
    ),
  },
  { name: 'page-left-party', page: (view) => <LeftPartyPage view={view} at={samples.sampleStart} others={2} isTold /> },
  {
    name: 'page-ticket-booked',
    page: (view) => <TicketPage {...ticket(view)} news="booked" sentTo="siti@contoh.id" />,
  },
  { name: 'page-ticket', page: (view) => <TicketPage {...ticket(view)} companion={{}} /> },
  {
    name: 'page-ticket-late',
    page: (view) => (
      <TicketPage {...ticket(view)} changes={{ ...ticket(view).changes, canMove: false, canCancel: false }} />
    ),
  },
  {
    name: 'page-ticket-system-down',
    page: (view) => (
      <TicketPage {...ticket(view)} changes={{ ...ticket(view).changes, canCancel: false, isFree: true }} />
    ),
  },
  {
    name: 'page-ticket-cancelled',
    page: (view) => <TicketPage {...ticket(view)} ticket={{ ...noQr, state: 'cancelled' }} />,
  },
  {
    name: 'page-ticket-past',
    page: (view) => <TicketPage {...ticket(view)} ticket={{ ...noQr, state: 'past' }} />,
  },
  {
    name: 'page-ticket-displaced',
    page: (view) => (
      <TicketPage {...ticket(view)} ticket={{ ...noQr, state: 'displaced' }} displaced={displaced} />
    ),
  },
  { name: 'page-print', page: (view) => <PrintPage {...print(view)} /> },
  { name: 'page-print-five', page: (view) => <PrintPage {...print(view)} people={fiveChildren} /> },
  { name: 'page-find', page: (view) => <FindPage {...find(view)} /> },
  {
    name: 'page-find-errors',
    page: (view) => (
      <FindPage {...find(view)} nik="123" errors={[{ field: 'code', message: 'Isi kode tiket.' }, nikWrong]} />
    ),
  },
  { name: 'page-find-none', page: (view) => <FindPage {...find(view)} code="WSB7K4M2PX" notFound /> },
  {
    name: 'page-move-day',
    page: (view) => <MoveDayPage {...move(view)} days={samples.sampleDays} />,
  },
  { name: 'page-move-hour', page: (view) => <MoveHourPage {...move(view)} /> },
  {
    name: 'page-move-hour-errors',
    page: (view) => <MoveHourPage {...move(view)} missing errors={[nikWrong]} nik="123" />,
  },
  {
    name: 'page-move-refused',
    page: (view) => <ChangeRefusedPage view={view} ticketKey={ticketKey} what="move" message="Batasnya sudah lewat." />,
  },
  {
    name: 'page-cancel',
    page: (view) => <CancelPage {...cancel(view)} />,
  },
  {
    name: 'page-cancel-errors',
    page: (view) => (
      <CancelPage {...cancel(view)} errors={[nikWrong]} />
    ),
  },
]

export const bookingExamples: readonly Example[] = [...whoExamples, ...stepExamples, ...ticketExamples]
