import { BackLink, Button, type StaffBar, StaffPage, type View } from '../../web/index.ts'
import type { KeptReport } from '../store.ts'

export interface ReportsProps {
  view: View
  bar: StaffBar
  reports: readonly KeptReport[]
  total: number
  unseen: number
  /** So long words and contact are kept. */
  keepDays: number
  /** From 1. */
  page: number
  pages: number
  placeOf: (officeId: string) => string
}

/** What people told of brokers, those nobody has read first. There is no way to delete one. */
export function ReportsPage(props: ReportsProps) {
  const { view, bar, reports, total, unseen, page, pages } = props
  const { t, paths } = view
  return (
    <StaffPage view={view} title={t('complaints.staff.title')} bar={bar}>
      <div class="stack sheets">
        <h1>{t('complaints.staff.title')}</h1>
        <p>{t('complaints.staff.lead', { keepDays: props.keepDays })}</p>
        <p>{total === 0 ? t('complaints.staff.none') : t('complaints.staff.count', { total, unseen })}</p>
        {reports.map((one) => <Report key={one.reportId} {...props} report={one} />)}
        {page < pages && (
          <BackLink href={paths.staffBrokerReports({ page: page + 1 })}>{t('complaints.staff.older')}</BackLink>
        )}
        {page > 1 && (
          <BackLink href={paths.staffBrokerReports({ page: page - 1 })}>{t('complaints.staff.newer')}</BackLink>
        )}
        <BackLink href={paths.staff()}>{t('complaints.staff.back')}</BackLink>
      </div>
    </StaffPage>
  )
}

function Report({ view, report, placeOf }: ReportsProps & { report: KeptReport }) {
  const { t, dates, paths } = view
  const { officeId, about, words, contact, day, seenBy, reportId } = report
  const where = officeId === '' ? t('complaints.staff.noOffice') : placeOf(officeId)
  return (
    <section class="stack" aria-labelledby={`report-${reportId}`}>
      <h2 id={`report-${reportId}`}>
        {t('complaints.staff.heading', { about: t(`complaints.subjects.${about}`), where, day: dates.day(day) })}
      </h2>
      {words.split('\n').map((line, nth) => <p key={nth}>{line}</p>)}
      {contact && <p>{t('complaints.staff.contact', { contact })}</p>}
      {seenBy === undefined
        ? (
          <form method="post" action={paths.staffBrokerReports()}>
            <Button kind="second" name="seen" value={reportId}>{t('complaints.staff.markSeen')}</Button>
          </form>
        )
        : <p class="muted s">{t('complaints.staff.seen', { account: seenBy })}</p>}
    </section>
  )
}
