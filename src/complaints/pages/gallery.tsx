import type { Example, View } from '../../web/index.ts'
import { emptyReport } from '../rules.ts'
import { ReportPage, type ReportPageProps, ReportThanksPage } from './report.tsx'
import { ReportsPage } from './reports.tsx'

const offices = [{ value: 'wonosobo', label: 'Wonosobo' }, { value: 'semarang', label: 'Semarang' }]
const report = (view: View): ReportPageProps => ({ view, offices, form: emptyReport })

export const complaintExamples: readonly Example[] = [
  { name: 'page-report', page: (view) => <ReportPage {...report(view)} /> },
  {
    name: 'page-report-errors',
    page: (view) => (
      <ReportPage
        {...report(view)}
        form={{ about: '', office: 'wonosobo', words: 'Calo di depan pintu.\n'.repeat(100), contact: '0812' }}
        errors={[
          { field: 'about', message: view.t('complaints.errors.aboutMissing') },
          { field: 'words', message: view.t('complaints.errors.wordsTooLong', { count: 2099, max: 2000 }) },
          { field: 'contact', message: view.t('people.contact.notAPhone') },
        ]}
      />
    ),
  },
  { name: 'page-report-thanks', page: (view) => <ReportThanksPage view={view} /> },
]

const now = Temporal.ZonedDateTime.from('2026-11-30T09:16[Asia/Jakarta]')
const kept = { officeId: 'wonosobo', about: 'both', day: now.toPlainDate(), contact: undefined } as const

export const complaintScreens: readonly Example[] = [
  {
    name: 'staff-broker-reports',
    page: (view) => (
      <ReportsPage
        view={view}
        bar={{
          links: [],
          name: 'Bambang Prasetyo',
          as: view.t('staff.roles.headquarters'),
          office: view.t('complaints.staff.allOffices'),
          now,
          signOutTo: view.paths.staffSignOut(),
        }}
        reports={[
          {
            ...kept,
            reportId: '01990000-0000-7000-8000-000000000001',
            words: 'Di depan pintu, pukul tujuh.\nKatanya bisa masuk lewat dalam, Rp500.000.',
            contact: '0812 3456 7890',
            seenBy: undefined,
          },
          {
            ...kept,
            reportId: '01990000-0000-7000-8000-000000000002',
            officeId: '',
            about: 'broker',
            words: 'Menjual giliran di media sosial.',
            seenBy: 'pusat',
          },
        ]}
        keepDays={730}
        total={52}
        unseen={1}
        page={1}
        pages={2}
        placeOf={() => 'Wonosobo'}
      />
    ),
  },
]
