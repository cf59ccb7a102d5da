import { defineErrors } from '../platform/errors.ts'

/** What asking about slots can be refused with; faulty queries are `invalid` with their fields. */
export const scheduleErrors = defineErrors({
  SLOTS_UNREADABLE: { type: 'unavailable', say: 'schedule.slotsUnreadable' },
  QUERY_INVALID: { type: 'invalid', say: 'platform.invalid' },
})
