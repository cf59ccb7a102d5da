import type { Office } from '../offices/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Locale } from '../platform/i18n/index.ts'
import { answerText, dayText } from './answer.ts'
import { type Answer, type AnswerState, makeAnswerCache } from './answer-cache.ts'
import {
  type AvailabilityDay,
  availabilityDays,
  type AvailabilityFacts,
  type AvailabilityQuestion,
  datesOf,
  dayAnswers,
} from './availability-days.ts'
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

  const factsOf = async (office: Office): Promise<AnswerState & AvailabilityFacts> => {
    const pages = await slots.office(office.officeId)
    return { office, pages, slots: pages, slotDays: slotDaysOf(pages, office.timeZone), now: clock.now() }
  }

  return {
    days: async (office, question) => availabilityDays(await factsOf(office), question),
    known: (office, key) => {
      const pages = slots.current(office.officeId)
      return pages && cache.find(key, { office, pages, now: clock.now() })
    },
    answer: async (office, question, { key, locale }) => {
      const facts = await factsOf(office)
      // From here to the end nothing waits, so the version that is kept is that of the days.
      const before = cache.findDays(key, facts)
      const dayOf = dayAnswers(facts, question)
      const texts = datesOf(question).map((date, nth) => {
        const changed = facts.slotDays.get(date.toString())?.some(({ slot }) => slot.changedIn > (before?.version ?? 0))
        return before && !changed ? before.texts[nth]! : dayText(dayOf(date), locale)
      })
      return cache.keep(key, facts, { texts, whole: answerText(office, question, texts) })
    },
  }
}
