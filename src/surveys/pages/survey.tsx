import {
  BackLink,
  Button,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Note,
  Page,
  Radios,
  TextArea,
  type View,
} from '../../web/index.ts'
import { ratings, SURVEY_DAYS, type SurveyForm, WORDS_MAX } from '../rules.ts'

export interface SurveyProps {
  view: View
  ticketKey: string
  place: string
  /** As typed. What was answered before is not shown: links are forwarded, and this may be about officers. */
  form: SurveyForm
  /** Fields `rating`, `asked` and `words`. */
  errors?: Errors
}

/** Two questions about a visit, and room for a word. */
export function SurveyPage({ view, ticketKey, place, form, errors = [] }: SurveyProps) {
  const { t, paths } = view
  return (
    <Page view={view} title={t('surveys.title')} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <form class="stack" method="post" action={paths.ticketSurvey(ticketKey)} noValidate>
        <h1>{t('surveys.title')}</h1>
        <p>{t('surveys.intro', { office: t('web.officeName', { place }) })}</p>
        <Radios
          name="rating"
          legend={t('surveys.rating')}
          choices={ratings.map((value) => ({ value, label: t(`surveys.ratings.${value}`) }))}
          chosen={form.rating}
          error={errorAt(errors, 'rating')}
        />
        <Radios
          name="asked"
          legend={t('surveys.asked')}
          hint={t('surveys.askedHint')}
          choices={(['no', 'yes'] as const).map((value) => ({ value, label: t(`surveys.${value}`) }))}
          chosen={form.asked}
          error={errorAt(errors, 'asked')}
        />
        <TextArea
          name="words"
          label={t('surveys.words')}
          hint={t('surveys.wordsHint', { max: WORDS_MAX })}
          value={form.words}
          error={errorAt(errors, 'words')}
        />
        <Note>{t('surveys.kept')}</Note>
        <Button>{t('surveys.send')}</Button>
        <BackLink href={paths.ticket(ticketKey)}>{t('surveys.ticket')}</BackLink>
      </form>
    </Page>
  )
}

export interface SurveySaysProps {
  view: View
  ticketKey: string
  what: 'thanks' | 'early' | 'over'
}

/** That it was taken, or why there is nothing to answer. */
export function SurveySaysPage({ view, ticketKey, what }: SurveySaysProps) {
  const { t, paths } = view
  return (
    <Page view={view} title={t(`surveys.${what}.title`)} unlisted>
      <div class="stack">
        <h1>{t(`surveys.${what}.title`)}</h1>
        <p>{t(`surveys.${what}.text`, { days: SURVEY_DAYS })}</p>
        <BackLink href={paths.ticket(ticketKey)}>{t('surveys.ticket')}</BackLink>
      </div>
    </Page>
  )
}
