import type { LocalValues, MessageKey } from './i18n/index.ts'

/**
 * What a person can be refused with. `type` is stable and public: it is the last part of
 * the problem's address, `/problems/<type>`, where a page explains it (RFC 9457).
 */
export const problemTypes = {
  'slot-full': 409,
  'slot-closed': 409,
  'slot-unreleased': 409,
  'person-already-booked': 409,
  'cooling-off': 409,
  'same-person-twice': 422,
  invalid: 422,
  'too-many-moves': 409,
  'change-too-late': 409,
  'not-found': 404,
  'not-signed-in': 401,
  'not-allowed': 403,
  'bad-signature': 403,
  'idempotency-conflict': 422,
  'too-many-requests': 429,
  'not-json': 415,
  'too-large': 413,
  'bad-request': 400,
  'method-not-allowed': 405,
  'work-needed': 403,
  'other-origin': 403,
  'draft-expired': 410,
  'not-now': 409,
  unavailable: 503,
  internal: 500,
} as const

export type ProblemType = keyof typeof problemTypes

/** One field at fault: `pointer` is an RFC 6901 JSON pointer into the request's body. */
export interface FieldFault {
  pointer: string
  /** Stable, for programs. */
  code: string
  say: MessageKey
  values?: LocalValues
}

export interface RefusalExtras {
  values?: LocalValues
  faults?: FieldFault[]
  /** Further members of the problem document, for example `people: [1]`. */
  members?: Record<string, unknown>
  /** Seconds until asking again makes sense; becomes Retry-After. */
  retryAfterSeconds?: number
  /** Where a person finds what was lacking: who asked for a page is sent there instead (303). */
  seeOther?: string
}

/**
 * A refusal: something the user tried cannot be, and the message says what to do next. It
 * has no stack: it is an answer, nobody looks for its cause, and at the hour of release
 * there are thousands a second.
 */
export class Refusal extends Error {
  readonly type: ProblemType
  readonly say: MessageKey
  readonly extras: RefusalExtras

  constructor(type: ProblemType, say: MessageKey, extras: RefusalExtras = {}) {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(type)
    Error.stackTraceLimit = stackTraceLimit
    this.name = 'Refusal'
    this.type = type
    this.say = say
    this.extras = extras
  }

  get status(): number {
    return problemTypes[this.type]
  }
}

/**
 * A feature's table of refusals: name -> public type and message. Calling an entry makes
 * the error to throw: `throw bookingErrors.SLOT_FULL({ values: { hour } })`.
 */
export function defineErrors<const T extends Record<string, { type: ProblemType; say: MessageKey }>>(
  table: T,
): { [K in keyof T]: (extras?: RefusalExtras) => Refusal } {
  const makers = {} as { [K in keyof T]: (extras?: RefusalExtras) => Refusal }
  for (const name of Object.keys(table) as (keyof T)[]) {
    const { type, say } = table[name]!
    makers[name] = (extras) => new Refusal(type, say, extras)
  }
  return makers
}
