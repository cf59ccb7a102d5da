import {
  Alert,
  Button,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  Page,
  Rows,
  type View,
} from '../../web/index.ts'
import { PartyNik } from './party-nik.tsx'

export interface FindProps {
  view: View
  /** As typed. */
  code?: string
  nik?: string
  /** Fields `code` and `nik`: what cannot be one. */
  errors?: Errors
  /** Both can be, and do not belong together. Never says which half is wrong. */
  notFound?: boolean
  /** "WSB-7K4-M2PX" */
  exampleCode: string
}

/** Opens a ticket by its code and a NIK of the party; and what to do when the code is lost. */
export function FindPage({ view, code, nik, errors = [], notFound = false, exampleCode }: FindProps) {
  const { t, paths } = view
  const alert = notFound ? t('bookings.pages.find.notFound') : errorCount(t, errors)
  return (
    <Page view={view} title={t('bookings.pages.find.title')} alert={alert}>
      {notFound
        ? <Alert title={t('bookings.pages.find.notFound')} text={t('bookings.pages.find.notFoundText')} />
        : <ErrorSummary t={t} errors={errors} />}
      <div class="stack">
        <h1>{t('bookings.pages.find.heading')}</h1>
        <form class="stack" method="post" action={paths.find()} noValidate>
          <Field
            name="code"
            label={t('bookings.pages.find.code')}
            hint={t('bookings.pages.find.codeHint', { code: exampleCode })}
            value={code}
            error={errorAt(errors, 'code')}
            autocapitalize="characters"
            spellcheck={false}
          />
          <PartyNik view={view} hint={t('bookings.pages.who.nikHint')} nik={nik} errors={errors} />
          <Button>{t('bookings.pages.find.open')}</Button>
        </form>
        <h2 id="lost-code">{t('bookings.pages.find.lost')}</h2>
        <p>{t('bookings.pages.find.lostText')}</p>
        <Rows
          rows={[{
            href: paths.offices(),
            title: t('bookings.pages.find.phone'),
            detail: t('bookings.pages.find.phoneDetail'),
          }]}
        />
        <p>{t('bookings.pages.find.orCome')}</p>
      </div>
    </Page>
  )
}
