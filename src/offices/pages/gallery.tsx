import type { Example, View } from '../../web/index.ts'
import { samples } from '../../web/index.ts'
import { HelpPage, HowSeatsPage, PrivacyPage } from './explain.tsx'
import { HomePage } from './home.tsx'
import { OfficeListPage, type ListedOfficeRow } from './list.tsx'
import { OfficeNotYetPage, OfficePage, type OfficePageProps } from './office.tsx'

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

const offices: ListedOfficeRow[] = [
  { id: 'wonosobo', name: 'Kantor Imigrasi Wonosobo', province: 'Jawa Tengah', bookable: true },
  { id: 'cilacap', name: 'Kantor Imigrasi Cilacap', province: 'Jawa Tengah', bookable: false },
  { id: 'makassar', name: 'Kantor Imigrasi Makassar', province: 'Sulawesi Selatan', bookable: false },
  { id: 'sabang', name: 'Kantor Imigrasi Sabang', province: 'Aceh', bookable: false },
]

const week = ['monday', 'tuesday', 'wednesday', 'thursday'] as const

const sites: OfficePageProps['sites'] = [
  {
    id: 'kantor',
    name: 'Kantor Imigrasi Wonosobo',
    address: 'Jalan Raya Banyumas Km 5,5, Selomerto, Wonosobo 56361',
    hours: [
      { siteId: 'kantor', weekdays: [...week], spans: ['08:00-12:00', '13:00-14:30'] },
      { siteId: 'kantor', weekdays: ['friday'], spans: ['08:00-11:30', '13:00-14:30'] },
    ],
    mapHref: 'https://www.openstreetmap.org/?mlat=-7.35889&mlon=109.90306',
    mapIsTown: true,
  },
  {
    id: 'magelang',
    name: 'UKK Magelang',
    address: 'Jalan Soekarno-Hatta, Kota Mungkid, Kabupaten Magelang',
    hours: [{ siteId: 'magelang', weekdays: ['monday', 'wednesday'], spans: ['08:00-12:00'] }],
  },
]

function officeProps(view: View): OfficePageProps {
  return {
    view,
    office: {
      id: 'wonosobo',
      name: 'Kantor Imigrasi Wonosobo',
      class: 'II Non TPI',
      province: 'Jawa Tengah',
      timeZone: 'Asia/Jakarta',
      source: 'berita 2017-2025, belum dipastikan kantor',
    },
    phone: '(0286) 321628',
    sites,
    services: ['Paspor baru', 'Ganti, masa berlaku habis', 'Ganti, halaman penuh', 'Ganti, data berubah'],
    notBookable: ['Paspor hilang diperiksa langsung. Datanglah ke kantor pada jam layanan.'],
    directVisit: 'Usia di atas 60 tahun, penyandang disabilitas, ibu hamil, anak sampai 5 tahun, pengambilan paspor',
    workingArea: ['Kabupaten Wonosobo', 'Kabupaten Temanggung', 'Kota Magelang'],
    workingAreaNote: 'Disimpulkan dari berita, belum dipastikan kantor.',
    fees: samples.sampleFees,
    feeSource: 'PP 45/2024',
    firstFree: date('2026-11-27'),
    days: samples.sampleDays,
    nearby: [{ officeId: 'cilacap', name: 'Kantor Imigrasi Cilacap', km: 103.4, firstFree: date('2026-11-25') }],
  }
}

export const officeExamples: readonly Example[] = [
  {
    name: 'page-home',
    page: (view) => (
      <HomePage
        view={view}
        officeCount={143}
        firstFree={[
          { officeId: 'wonosobo', name: 'Kantor Imigrasi Wonosobo', day: date('2026-11-27') },
          { officeId: 'cilacap', name: 'Kantor Imigrasi Cilacap' },
        ]}
      />
    ),
  },
  { name: 'page-offices', page: (view) => <OfficeListPage view={view} offices={offices} /> },
  {
    name: 'page-offices-found',
    page: (view) => <OfficeListPage view={view} query="jawa tengah" offices={offices.slice(0, 2)} />,
  },
  { name: 'page-offices-none', page: (view) => <OfficeListPage view={view} query="<Atlantis>" offices={[]} /> },
  { name: 'page-office', page: (view) => <OfficePage {...officeProps(view)} /> },
  {
    name: 'page-office-full',
    page: (view) => <OfficePage {...officeProps(view)} firstFree={undefined} days={samples.sampleDaysFull} />,
  },
  {
    name: 'page-office-not-yet',
    page: (view) => (
      <OfficeNotYetPage
        view={view}
        office={officeProps(view).office}
        instead={view.t('offices.api.notOnSystem')}
        nearby={officeProps(view).nearby}
      />
    ),
  },
  { name: 'page-how-seats', page: (view) => <HowSeatsPage view={view} /> },
  { name: 'page-help', page: (view) => <HelpPage view={view} /> },
  { name: 'page-privacy', page: (view) => <PrivacyPage view={view} keep={{ entriesDays: 90, reportsDays: 730 }} /> },
]
