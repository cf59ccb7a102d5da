import type { Kysely } from 'kysely'
import type { Keys } from '../platform/crypto/index.ts'
import type { Tables } from '../platform/database/index.ts'
import type { SurveyAnswers } from './rules.ts'

export interface SurveyOf {
  officeId: string
  bookingId: string
  /** Of the visit. */
  day: Temporal.PlainDate
}

/** Keeps the answers of a booking in place of those it gave before. */
export async function keepSurvey(
  { kysely, keys }: { kysely: Kysely<Tables>; keys: Pick<Keys, 'lookup' | 'sealer'> },
  { officeId, bookingId, day }: SurveyOf,
  { rating, askedMoney, words }: SurveyAnswers,
): Promise<void> {
  const bookingHash = keys.lookup('survey', bookingId)
  const sealed = words === undefined ? null : keys.sealer.seal(words, contextOf(officeId, bookingHash))
  const answers = { day, rating, asked_money: askedMoney, sealed }
  await kysely
    .insertInto('survey')
    .values({ office_id: officeId, booking_hash: bookingHash, ...answers })
    .onConflict((conflict) => conflict.constraint('survey_once').doUpdateSet(answers))
    .execute()
}

/** Binds the words to their row: whoever reads them gives the same. */
export const contextOf = (officeId: string, bookingHash: Buffer): string =>
  `survey ${officeId} ${bookingHash.toString('hex')}`
