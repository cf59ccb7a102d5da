import type { Office } from '../offices/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Locale } from '../platform/i18n/index.ts'
import { answerText } from './answer.ts'
import { type Answer, makeAnswerCache } from './answer-cache.ts'
import { type AvailabilityDay, availabilityDays, type AvailabilityQuestion } from './availability-days.ts'
import type { SlotBook } from './slot-book.ts'
import { makeSlotDays } from './slot-days.ts'

/** What can be had at an office, from memory. One a process: it keeps the answers it has made. */
export interface Availability {
  /** Days and hours for a page. */
  days(office: Office, question: AvailabilityQuestion): Promise<AvailabilityDay[]>
  /**
   * The API's answer that was made for `key`, if it still holds: the office is defined as
   * it was, no slot of it changed, and the minute is the same.
   */
  known(office: Office, key: string): Answer | undefined
  /** Makes the API's answer and keeps it under `key`, which has to tell questions and languages apart. */
  answer(office: Office, question: AvailabilityQuestion, asked: { key: string; locale: Locale }): Promise<Answer>
}

export interface AvailabilityNeeds {
  slots: SlotBook
  clock: Clock
}

export function openAvailability({ slots, clock }: AvailabilityNeeds): Availability {
  const slotDaysOf = makeSlotDays()
  const cache = makeAnswerCache()

  const read = async (office: Office, question: AvailabilityQuestion) => {
    const pages = await slots.office(office.officeId)
    const now = clock.now()
    const slotDays = slotDaysOf(pages, office.timeZone)
    const days = availabilityDays({ office, slots: pages, slotDays, now }, question)
    return { office, question, days, pages, now }
  }

  return {
    days: async (office, question) => (await read(office, question)).days,
    known: (office, key) => {
      const pages = slots.current(office.officeId)
      return pages && cache.find(key, { office, pages, now: clock.now() })
    },
    answer: async (office, question, { key, locale }) => {
      const parts = await read(office, question)
      // From here to the end nothing waits, so the version is that of the days.
      return cache.keep(key, parts, answerText(parts, locale))
    },
  }
}
