import { BackLink, Page, Rows, type View } from '../../web/index.ts'

export interface RecordListProps {
  view: View
  office: { id: string; name: string }
  /** "2026-11-24" and "2026-11", newest first. */
  days: readonly string[]
  months: readonly string[]
}

/** As many days as a month has; the others are on the page of theirs. */
export const DAYS_SHOWN = 31

/** All that an office has published. */
export function RecordListPage({ view, office, days, months }: RecordListProps) {
  const { t, dates, paths } = view
  return (
    <Page view={view} title={`${t('reports.record.title')}, ${office.name}`}>
      <div class="stack">
        <h1>{t('reports.record.title')}</h1>
        <p>{t('reports.record.intro', { office: office.name })}</p>
        {days.length === 0 && <p>{t('reports.record.none')}</p>}
        {months.length > 0 && <h2>{t('reports.record.months')}</h2>}
        {months.length > 0 && (
          <Rows
            rows={months.map((month) => ({
              href: paths.recordOf(office.id, month),
              title: dates.month(Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 })),
            }))}
          />
        )}
        {days.length > 0 && <h2>{t('reports.record.days')}</h2>}
        {days.length > 0 && (
          <Rows
            rows={days.slice(0, DAYS_SHOWN).map((day) => ({
              href: paths.recordOf(office.id, day),
              title: dates.day(Temporal.PlainDate.from(day)),
            }))}
          />
        )}
        {days.length > DAYS_SHOWN && <p class="muted s">{t('reports.record.olderDays')}</p>}
        <Rows rows={[{ href: paths.fairness(), title: t('reports.fairness.title') }]} />
        <BackLink href={paths.office(office.id)}>{t('reports.record.toOffice')}</BackLink>
      </div>
    </Page>
  )
}
