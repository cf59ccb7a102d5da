import { defineErrors } from '../platform/errors.ts'
import type { MessageKey } from '../platform/i18n/index.ts'
import type { PasswordFault } from './rules.ts'

/** All that staff can be refused with at the door. */
export const staffErrors = defineErrors({
  NOT_SIGNED_IN: { type: 'not-signed-in', say: 'staff.errors.notSignedIn' },
  /** Never says which of the three is wrong. */
  WRONG_SIGN_IN: { type: 'not-signed-in', say: 'staff.errors.wrongSignIn' },
  UNFINISHED: { type: 'not-allowed', say: 'staff.errors.unfinished' },
  OTHER_ROLE: { type: 'not-allowed', say: 'staff.errors.otherRole' },
  OTHER_OFFICE: { type: 'not-allowed', say: 'staff.errors.otherOffice' },
  INVALID: { type: 'invalid', say: 'platform.invalid' },
  LINK_OVER: { type: 'not-found', say: 'staff.errors.linkOver' },
})

export const passwordSay = {
  'too-short': 'staff.errors.passwordTooShort',
  'too-long': 'staff.errors.passwordTooLong',
  'same-again': 'staff.errors.passwordSameAgain',
} as const satisfies Record<PasswordFault, MessageKey>
