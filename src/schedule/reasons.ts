import { wordsIn } from '../offices/index.ts'
import { dates, type MessageKey, type Translate } from '../platform/i18n/index.ts'
import type { ClosedReason } from './closed-reason.ts'

/** Why a day or hour cannot be booked by those who ask: what its calendar says, or what they ask for. */
export type Reason =
  | ClosedReason
  /** No site gives all the services. */
  | { kind: 'no-service' }
  /** The office is only listed; `say` tells what to do instead. */
  | { kind: 'not-bookable'; say: MessageKey }
  /** Its seats are given by draw; entering is from one moment to the other. */
  | { kind: 'draw'; opens: Temporal.ZonedDateTime; closes: Temporal.ZonedDateTime }
  | { kind: 'full' }
  /** There are seats, but not so many at one hour. */
  | { kind: 'full-for-party'; party: number }

/**
 * A reason in words that read on after "tutup, ". The names of holidays and an office's own
 * words are data and stay as they are written.
 */
export function sayReason(t: Translate, reason: Reason): string {
  switch (reason.kind) {
    case 'words':
      // Whoever says it goes on behind it.
      return wordsIn(reason.words, t.locale).replace(/[\s.]+$/, '')
    case 'holiday':
      return reason.leave
        ? t('schedule.reason.leave', { name: reason.name.replace(/^cuti bersama /i, '') })
        : t('schedule.reason.holiday', { name: reason.name })
    case 'provisional':
      return t('schedule.reason.provisional', { name: reason.name })
    case 'season':
      return t('schedule.reason.season', { name: wordsIn(reason.name, t.locale) })
    case 'weekend':
      return t('schedule.reason.weekend')
    case 'no-hours':
      return t('schedule.reason.noHours')
    case 'not-planned':
      return t('schedule.reason.notPlanned')
    case 'no-service':
      return t('schedule.reason.noService')
    case 'not-bookable':
      return t(reason.say)
    case 'draw': {
      const { moment } = dates(t.locale)
      return t('schedule.reason.draw', { opens: moment(reason.opens), closes: moment(reason.closes) })
    }
    case 'full':
      return t('schedule.reason.full')
    case 'full-for-party':
      return t('schedule.reason.fullForParty', { party: reason.party })
  }
}

/** The same words standing alone. */
export function asSentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
