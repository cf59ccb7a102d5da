import type { MessageKey } from '../platform/i18n/index.ts'
import { fieldText } from '../web/index.ts'

/** Best first, as they are shown; stored as 5 to 1. */
export const ratings = ['very-good', 'good', 'fair', 'poor', 'bad'] as const
export type Rating = (typeof ratings)[number]

export interface SurveyAnswers {
  /** 5 very good, 1 bad. */
  rating: number
  /** Asked for money or a favour beyond the fee. */
  askedMoney: boolean
  words: string | undefined
}

/** The form as it was typed. */
export interface SurveyForm {
  rating: string
  asked: string
  words: string
}

export const emptySurvey: SurveyForm = { rating: '', asked: '', words: '' }

/** Letters, as people count them. */
export const WORDS_MAX = 500
/** Read at all: what is longer need not be counted to the end. */
const WORDS_READ_MAX = 5_000

export interface SurveyFault {
  field: keyof SurveyForm
  say: Extract<MessageKey, `surveys.errors.${string}`>
  values?: { count: number; max: number }
}

export function readSurveyForm(body: unknown): SurveyForm {
  return {
    rating: fieldText(body, 'rating', 20),
    asked: fieldText(body, 'asked', 20),
    words: fieldText(body, 'words', WORDS_READ_MAX).replaceAll(/\r\n?/g, '\n'),
  }
}

/** Both questions need an answer; words may lack. Control characters are left out. */
export function readSurvey(form: SurveyForm): { answers: SurveyAnswers } | { faults: SurveyFault[] } {
  const place = (ratings as readonly string[]).indexOf(form.rating)
  const words = form.words.replaceAll(/[^\P{Cc}\n]/gu, '').trim()
  const count = [...new Intl.Segmenter('id', { granularity: 'grapheme' }).segment(words)].length
  const faults: SurveyFault[] = [
    ...(place < 0 ? [{ field: 'rating', say: 'surveys.errors.ratingMissing' } as const] : []),
    ...(form.asked === 'yes' || form.asked === 'no'
      ? []
      : [{ field: 'asked', say: 'surveys.errors.askedMissing' } as const]),
    ...(count > WORDS_MAX
      ? [{ field: 'words', say: 'surveys.errors.wordsTooLong', values: { count, max: WORDS_MAX } } as const]
      : []),
  ]
  if (faults.length > 0) return { faults }
  const answers = { rating: ratings.length - place, askedMoney: form.asked === 'yes', words: words || undefined }
  return { answers }
}

/** Answers are taken from the visit on, for so many days: later nobody knows any more. */
export const SURVEY_DAYS = 30

export type SurveyStanding = 'early' | 'open' | 'over'

/** `visited`: the day on which a visit of the booking was finished; undefined: none was yet. */
export function surveyStanding(visited: Temporal.PlainDate | undefined, today: Temporal.PlainDate): SurveyStanding {
  if (!visited) return 'early'
  return Temporal.PlainDate.compare(today, visited.add({ days: SURVEY_DAYS })) > 0 ? 'over' : 'open'
}
