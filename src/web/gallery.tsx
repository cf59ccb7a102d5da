import type { ComponentChildren, VNode } from 'preact'
import { BackLink } from './components/back-link.tsx'
import { Button, ButtonLink } from './components/button.tsx'
import { Calendar } from './components/calendar.tsx'
import { Checkbox } from './components/checkbox.tsx'
import { DayList } from './components/day-list.tsx'
import { DraftStrip } from './components/draft-strip.tsx'
import { Alert, ErrorSummary } from './components/error-summary.tsx'
import { Field } from './components/field.tsx'
import { HourList } from './components/hour-list.tsx'
import { Note } from './components/note.tsx'
import { Page } from './components/page.tsx'
import { Fees, Papers } from './components/papers.tsx'
import { Radios } from './components/radios.tsx'
import { Rows } from './components/rows.tsx'
import { Select } from './components/select.tsx'
import { StateWord } from './components/state-word.tsx'
import { SummaryList } from './components/summary-list.tsx'
import { TextArea } from './components/text-area.tsx'
import { Ticket, type TicketFacts } from './components/ticket.tsx'
import { AboutProblemPage, ProblemPage } from './pages/problem.tsx'
import {
  sampleDays,
  sampleFees,
  sampleHours,
  samplePapers,
  samplePurposes,
  sampleServices,
  sampleStart,
  sampleTicket,
} from './samples.ts'
import type { View } from './view.ts'

/** One component or page in one named state: shown at /_gallery, rendered and measured by tests. */
export interface Example {
  /** Part of an address: "ticket-booked". */
  name: string
  page(view: View): VNode
}

/** A component alone under a heading. */
function alone(name: string, content: (view: View) => ComponentChildren): Example {
  return {
    name,
    page: (view) => (
      <Page view={view} title={name} unlisted>
        <div class="stack"><h1>{name}</h1>{content(view)}</div>
      </Page>
    ),
  }
}

const hrefOf = (date: Temporal.PlainDate): string => `#${date.toString()}`

/** A ticket that is not valid has no QR. */
const without: TicketFacts = { ...sampleTicket, qr: undefined }

const error = 'NIK baru 15 angka. Periksa lagi, kurang 1 angka.'

export const webExamples: readonly Example[] = [
  alone('field', () => (
    <>
      <Field name="empty" label="Nama lengkap" hint="Seperti di KTP." />
      <Field name="wrong" label="NIK" hint="16 angka" value="3307 0112 0588 000" error={error} inputMode="numeric" />
    </>
  )),
  alone('radios', () => (
    <>
      <Radios name="chosen" legend="Layanan" choices={sampleServices} chosen="new-adult" />
      <Radios
        name="missing"
        legend="Kabar"
        hint="Boleh kosong."
        choices={[{ value: 'wa', label: 'WhatsApp' }, { value: 'mail', label: 'E-mail', hint: 'Dengan kalender' }]}
        error="Pilih satu."
      />
    </>
  )),
  alone('select', () => (
    <>
      <Select name="chosen" label="Tujuan" empty="Pilih tujuan" choices={samplePurposes} chosen="umrah" />
      <Select name="missing" label="Tujuan" empty="Pilih tujuan" choices={samplePurposes} error="Pilih tujuan." />
    </>
  )),
  alone('text-area', () => (
    <>
      <TextArea name="empty" label="Ceritakan" hint="Boleh kosong" />
      <TextArea name="long" label="Ceritakan" value={'Dua baris,\nlalu selesai.'} error="Paling banyak 500 huruf." />
    </>
  )),
  alone('checkbox', () => (
    <>
      <Checkbox name="off" label="Ada pendamping" hint="Tanpa NIK, tidak memakai tempat" />
      <Checkbox name="on" label="Ada pendamping" checked />
      <Checkbox name="missing" label="Ada pendamping" error="Anak harus didampingi." />
    </>
  )),
  alone('buttons', () => (
    <>
      <Button>Ambil giliran ini</Button>
      <Button kind="second">Tambah orang</Button>
      <ButtonLink href="#main">Benar, pilih hari</ButtonLink>
      <BackLink href="#main">Kembali</BackLink>
    </>
  )),
  alone('error-summary', ({ t }) => (
    <>
      <ErrorSummary t={t} errors={[{ field: 'nik', where: 'Orang ke-2', message: error }]} />
      <Field name="nik" label="NIK" error={error} />
    </>
  )),
  alone('alert', () => <Alert title="Pukul 08.30 baru saja penuh" text="Isian Anda masih utuh." />),
  alone('rows', () => (
    <Rows
      rows={[
        { href: '#a', title: 'Wonosobo', detail: 'Jumat, 27 November 2026' },
        { href: '#b', title: 'Cilacap' },
      ]}
    />
  )),
  alone('note', () => <Note><b>Biaya paspor biasa 5 tahun Rp350.000.</b> Per orang.</Note>),
  alone('summary-list', ({ t }) => (
    <SummaryList
      t={t}
      rows={[
        { term: 'Nama', value: 'Siti Aminah', change: { href: '#a', what: 'nama orang ke-1' } },
        { term: 'Alamat', value: 'Jalan Raya Banyumas Km 5,5', link: { href: '#b', text: 'Peta', what: 'kantor' } },
        { term: 'Telepon', value: '(0286) 321628' },
      ]}
    />
  )),
  alone('state-words', () => (
    <>
      <p><StateWord shape="many">sisa 8 tempat</StateWord></p>
      <p><StateWord shape="few">sisa 2 tempat</StateWord></p>
      <p><StateWord shape="full">penuh</StateWord></p>
      <p><StateWord shape="shut">tutup</StateWord></p>
    </>
  )),
  alone('draft-strip-empty', ({ t }) => <DraftStrip t={t} step={1} office="Wonosobo" />),
  alone('draft-strip-full', ({ t }) => (
    <DraftStrip
      t={t}
      step={5}
      office="Wonosobo"
      who="Siti Aminah dan Ahmad Fauzi"
      day="Senin, 30 November 2026"
      hour="08.30 WIB"
    />
  )),
  alone('papers', (view) => <><Papers papers={samplePapers.new} /><Fees view={view} fees={sampleFees} /></>),
  alone('ticket-booked', (view) => <Ticket view={view} ticket={sampleTicket} />),
  alone('ticket-cancelled', (view) => <Ticket view={view} ticket={{ ...without, state: 'cancelled' }} />),
  alone('ticket-displaced', (view) => <Ticket view={view} ticket={{ ...without, state: 'displaced' }} />),
  alone('ticket-past', (view) => <Ticket view={view} ticket={{ ...without, state: 'past' }} />),
  alone('ticket-other-site', (view) => <Ticket view={view} ticket={{ ...sampleTicket, site: 'UKK Magelang' }} />),
  alone('calendar-choose', (view) => <Calendar view={view} days={sampleDays} hrefOf={hrefOf} />),
  alone('calendar-look', (view) => <Calendar view={view} days={sampleDays} />),
  alone('calendar-yours', (view) => (
    <Calendar view={view} days={sampleDays} hrefOf={hrefOf} yours={sampleStart.toPlainDate()} />
  )),
  alone('day-list', (view) => <DayList view={view} days={sampleDays} hrefOf={hrefOf} />),
  alone('hour-list', (view) => (
    <HourList view={view} party={2} groups={[{ id: 'kantor', hours: sampleHours }]} chosen={sampleHours[1]!.slot} />
  )),
  alone('hour-list-sites', (view) => (
    <HourList
      view={view}
      party={2}
      error="Pilih satu jam."
      groups={[
        { id: 'kantor', name: 'Kantor Imigrasi Wonosobo', address: 'Selomerto', hours: sampleHours.slice(0, 3) },
        {
          id: 'magelang',
          name: 'UKK Magelang',
          address: 'Kota Mungkid',
          hours: sampleHours.slice(3, 6).map((hour, index) => ({ ...hour, slot: `8${index}`, yours: index === 1 })),
        },
      ]}
    />
  )),
  {
    name: 'page-problem',
    page: (view) => (
      <ProblemPage
        view={view}
        title="Terlalu banyak percobaan"
        detail="Tunggu sebentar, lalu coba lagi."
        retryAfterSeconds={300}
      />
    ),
  },
  { name: 'page-about-problem', page: (view) => <AboutProblemPage view={view} type="slot-full" /> },
]

/** /_gallery: every example by name. */
export function GalleryPage({ view, examples }: { view: View; examples: readonly Example[] }) {
  return (
    <Page view={view} title="Gallery" unlisted>
      <div class="stack">
        <h1>Gallery</h1>
        <Rows rows={examples.map(({ name }) => ({ href: view.paths.galleryExample(name), title: name }))} />
      </div>
    </Page>
  )
}
