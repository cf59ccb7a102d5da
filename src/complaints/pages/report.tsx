import {
  Button,
  type Choice,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  Note,
  Page,
  Radios,
  Rows,
  Select,
  TextArea,
  type View,
} from '../../web/index.ts'
import { type ReportForm, subjects, WORDS_MAX } from '../rules.ts'

export interface ReportPageProps {
  view: View
  offices: readonly Choice[]
  /** As typed. */
  form: ReportForm
  /** Fields of the form. */
  errors?: Errors
}

const signs = ['money', 'nik', 'inside', 'transfer'] as const

/** Tells headquarters of a broker, or of staff who help one, without a name. */
export function ReportPage({ view, offices, form, errors = [] }: ReportPageProps) {
  const { t, paths } = view
  return (
    <Page view={view} title={t('complaints.title')} alert={errorCount(t, errors)}>
      <ErrorSummary t={t} errors={errors} />
      <div class="stack">
        <h1>{t('complaints.title')}</h1>
        <p>{t('complaints.intro')}</p>
        <form class="stack" method="post" action={paths.reportBrokers()} noValidate>
          <Radios
            name="about"
            legend={t('complaints.about')}
            choices={subjects.map((value) => ({ value, label: t(`complaints.subjects.${value}`) }))}
            chosen={form.about}
            error={errorAt(errors, 'about')}
          />
          <Select
            name="office"
            label={t('complaints.office')}
            empty={t('complaints.noOffice')}
            choices={offices}
            chosen={form.office}
            error={errorAt(errors, 'office')}
          />
          <TextArea
            name="words"
            label={t('complaints.words')}
            hint={t('complaints.wordsHint', { max: WORDS_MAX })}
            value={form.words}
            error={errorAt(errors, 'words')}
            rows={8}
          />
          <Field
            name="contact"
            label={t('complaints.contact')}
            hint={t('complaints.contactHint')}
            value={form.contact}
            error={errorAt(errors, 'contact')}
          />
          <Note>{t('complaints.kept')}</Note>
          <Button>{t('complaints.send')}</Button>
        </form>
        <h2>{t('complaints.signs')}</h2>
        <ul class="points">{signs.map((one) => <li key={one}>{t(`complaints.signsList.${one}`)}</li>)}</ul>
        <h2>{t('complaints.elsewhere')}</h2>
        <Rows
          rows={[{
            href: 'https://www.lapor.go.id/',
            title: t('complaints.lapor'),
            detail: t('complaints.laporDetail'),
          }]}
        />
      </div>
    </Page>
  )
}

/** That it is with headquarters, and what happens now. */
export function ReportThanksPage({ view }: { view: View }) {
  const { t, paths } = view
  return (
    <Page view={view} title={t('complaints.thanks.title')} unlisted>
      <div class="stack">
        <h1>{t('complaints.thanks.title')}</h1>
        <p>{t('complaints.thanks.text')}</p>
        <Rows rows={[{ href: paths.home(), title: t('complaints.thanks.home') }]} />
      </div>
    </Page>
  )
}
