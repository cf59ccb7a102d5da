import { BackLink, errorCount, ErrorSummary, Page } from '../../web/index.ts'
import { ByCode, type ByCodeProps } from './by-code.tsx'

/** Somebody has entered a NIK of the party in a draw and proved nothing: whoever proves a contact comes first. */
export function ProvePage(props: ByCodeProps) {
  const { view, errors = [], links } = props
  const { t } = view
  return (
    <Page view={view} title={t('bookings.pages.prove.title')} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <div class="stack">
        <h1>{t('bookings.pages.prove.title')}</h1>
        <p>{t('bookings.pages.prove.why')}</p>
        <ByCode {...props} />
        <p>{t('bookings.pages.prove.desk')}</p>
        <BackLink href={links.hours}>{t('bookings.pages.work.hours')}</BackLink>
      </div>
    </Page>
  )
}
