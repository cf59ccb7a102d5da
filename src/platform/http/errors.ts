import { defineErrors } from '../errors.ts'

/** What the house itself refuses, before any feature is asked. */
export const httpErrors = defineErrors({
  NOT_FOUND: { type: 'not-found', say: 'platform.http.notFound' },
  METHOD_NOT_ALLOWED: { type: 'method-not-allowed', say: 'platform.http.methodNotAllowed' },
  OTHER_ORIGIN: { type: 'other-origin', say: 'platform.http.otherOrigin' },
  NOT_JSON: { type: 'not-json', say: 'platform.http.notJson' },
  NOT_FORM: { type: 'not-json', say: 'platform.http.notForm' },
  TOO_LARGE: { type: 'too-large', say: 'platform.http.tooLarge' },
  BAD_ADDRESS: { type: 'bad-request', say: 'platform.http.badAddress' },
  BAD_JSON: { type: 'bad-request', say: 'platform.http.badJson' },
  NO_BODY: { type: 'bad-request', say: 'platform.http.noBody' },
  BAD_REQUEST: { type: 'bad-request', say: 'platform.http.badRequest' },
  INVALID: { type: 'invalid', say: 'platform.invalid' },
  UNAVAILABLE: { type: 'unavailable', say: 'platform.http.unavailable' },
  INTERNAL: { type: 'internal', say: 'platform.http.internal' },
})
