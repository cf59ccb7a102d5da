import { ButtonLink, Page, Rows, type View } from '../../web/index.ts'

export interface DraftExpiredProps {
  view: View
  /** The office, where the draft's key still says it. */
  office?: { id: string; place: string }
}

/** What a person finds instead of a draft that was erased: nothing is lost, and how to go on. */
export function DraftExpiredPage({ view, office }: DraftExpiredProps) {
  const { t, paths } = view
  return (
    <Page view={view} title={t('bookings.pages.expired.title')} unlisted>
      <div class="stack">
        <h1>{t('bookings.pages.expired.title')}</h1>
        <p>{t('bookings.pages.expired.text')}</p>
        {office
          ? (
            <ButtonLink href={paths.bookWho(office.id)}>
              {t('bookings.pages.expired.again', { office: t('web.officeName', { place: office.place }) })}
            </ButtonLink>
          )
          : <ButtonLink href={paths.offices()}>{t('bookings.pages.expired.start')}</ButtonLink>}
        <p>{t('bookings.pages.expired.booked')}</p>
        <Rows rows={[{ href: paths.find(), title: t('bookings.pages.expired.open') }]} />
      </div>
    </Page>
  )
}
