import type { Translate } from '../platform/i18n/index.ts'
import type { DayReason } from './calendar.ts'

/**
 * Why a day cannot be booked, as one short sentence without a full stop. The names of
 * holidays and an office's own words are data and stay as they are written.
 */
export function sayDayReason(t: Translate, reason: DayReason): string {
  switch (reason.kind) {
    case 'words':
      return reason.words
    case 'holiday':
      return reason.leave
        ? t('schedule.reason.leave', { name: reason.name.replace(/^cuti bersama /i, '') })
        : t('schedule.reason.holiday', { name: reason.name })
    case 'provisional':
      return t('schedule.reason.provisional', { name: reason.name })
    case 'season':
      return t('schedule.reason.season', { name: reason.name })
    case 'weekend':
      return t('schedule.reason.weekend')
    case 'no-hours':
      return t('schedule.reason.noHours')
  }
}
