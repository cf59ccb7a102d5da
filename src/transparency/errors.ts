import { defineErrors } from '../platform/errors.ts'

export const errors = defineErrors({
  /** No such file of the log, or none yet. */
  FILE_UNKNOWN: { type: 'not-found', say: 'platform.http.notFound' },
})
