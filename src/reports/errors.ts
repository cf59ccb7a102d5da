import { defineErrors } from '../platform/errors.ts'

export const reportErrors = defineErrors({
  NO_RECORD: { type: 'not-found', say: 'reports.errors.noRecord' },
  NO_LIST: { type: 'not-found', say: 'reports.errors.noList' },
  ROUND_TOO_EARLY: { type: 'not-now', say: 'reports.errors.roundTooEarly' },
  SAMPLED_ALREADY: { type: 'not-now', say: 'reports.errors.sampledAlready' },
})
