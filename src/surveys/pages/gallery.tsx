import type { Example, View } from '../../web/index.ts'
import { emptySurvey } from '../rules.ts'
import { SurveyPage, type SurveyProps, SurveySaysPage } from './survey.tsx'

const ticketKey = 'WSBbbbbbbbbbbbbbbbbbbbbbb'
const survey = (view: View): SurveyProps => ({ view, ticketKey, place: 'Wonosobo', form: emptySurvey })

export const surveyExamples: readonly Example[] = [
  { name: 'page-survey', page: (view) => <SurveyPage {...survey(view)} /> },
  {
    name: 'page-survey-errors',
    page: (view) => (
      <SurveyPage
        {...survey(view)}
        form={{ rating: '', asked: 'yes', words: 'Calo di depan pintu.\n'.repeat(30) }}
        errors={[
          { field: 'rating', message: view.t('surveys.errors.ratingMissing') },
          { field: 'words', message: view.t('surveys.errors.wordsTooLong', { count: 629, max: 500 }) },
        ]}
      />
    ),
  },
  ...(['thanks', 'early', 'over'] as const).map((what) => ({
    name: `page-survey-${what}`,
    page: (view: View) => <SurveySaysPage view={view} ticketKey={ticketKey} what={what} />,
  })),
]
