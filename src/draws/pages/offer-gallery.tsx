import type { Example, View } from '../../web/index.ts'
import { NoOfferPage, OfferPage } from './offer.tsx'
import { StaffDrawPage } from './staff.tsx'
import { StaffOffersPage } from './staff-offers.tsx'

const start = Temporal.ZonedDateTime.from('2026-12-14T08:30[Asia/Jakarta]')
const until = Temporal.ZonedDateTime.from('2026-12-04T08:00[Asia/Jakarta]')
const entryKey = 'WSBbbbbbbbbbbbbbbbbbbbbbb'
const offerId = '01990000-0000-7000-8000-000000000001'

const bar = (view: View) => ({
  links: [{ room: 'reception', href: '#reception' }] as const,
  name: 'Sari Utami',
  as: view.t('staff.roles.reception'),
  office: view.t('visits.reception.screen.office', { place: 'Wonosobo' }),
  now: Temporal.ZonedDateTime.from('2026-12-03T10:00[Asia/Jakarta]'),
  signOutTo: view.paths.staffSignOut(),
})

const counts = {
  freed: 7, plannedAnew: 2, waiting: 2, online: 0, walkIns: 1,
  offered: 8, accepted: 5, declined: 1, lapsed: 1, passed: 0, passedOver: 2,
}
const offer = {
  offerId,
  code: 'WSB7K4M2PX',
  place: 41,
  names: ['Siti Aminah', 'Ahmad Fauzi'],
  contact: '+6281234567890',
  start,
  site: 'Kantor Imigrasi Wonosobo',
  until,
}

/** A freed seat offered to who waits in a draw's order. */
export const offerExamples: readonly Example[] = [
  {
    name: 'page-offer',
    page: (view) => (
      <OfferPage {...{ view, entryKey, offerId, start, until }} office={offer.site} names={offer.names} />
    ),
  },
  {
    name: 'page-offer-over',
    page: (view) => <NoOfferPage view={view} entryKey={entryKey} place={41} last={{ how: 'lapsed', start }} />,
  },
]

const slip = {
  number: '7K4M-2PXA',
  code: 'WSB-7K4-M2PX',
  place: 'Wonosobo',
  days: 'Senin, 14 Desember 2026 sampai Jumat, 18 Desember 2026',
  draws: 'Rabu, 2 Desember 2026 pukul 12.00 WIB',
}

/** Freed seats at the desk, and what it gives to who was entered there. */
export const offerScreens: readonly Example[] = [
  {
    name: 'page-draw-entered',
    page: (view) => (
      <StaffDrawPage
        view={view}
        bar={bar(view)}
        officeId="wonosobo"
        open={[{ drawId: 'wonosobo.uji', days: slip.days, detail: slip.draws }]}
        said={view.t('draws.pages.staff.done')}
        slip={slip}
        nik=""
      />
    ),
  },
  {
    name: 'page-offers',
    page: (view) => (
      <StaffOffersPage view={view} bar={bar(view)} officeId="wonosobo" offers={[offer]} counts={counts} />
    ),
  },
]
