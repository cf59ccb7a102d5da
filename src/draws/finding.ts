/** What a step may find. */
export const verifyCodes = [
  'file-read', 'file-broken', 'file-void', 'rules-known', 'rules-unknown', 'leaf-same', 'leaf-other',
  'leaf-unreadable', 'log-in', 'log-in-own-key', 'log-not-in', 'log-no-proof', 'log-checkpoint', 'key-unreadable',
  'witness-early', 'witness-early-own-key', 'witness-late', 'witness-none', 'once-only', 'once-unread', 'once-early',
  'once-again', 'once-beside', 'once-other', 'once-chain', 'once-log', 'list-same', 'list-order', 'list-size',
  'list-root',
  'beacon-signed', 'beacon-local', 'beacon-chain', 'beacon-unknown', 'beacon-signature', 'beacon-randomness',
  'seed-same', 'seed-other', 'order-same', 'order-other', 'seats-same', 'seats-other', 'left-other', 'not-drawn',
] as const
export type VerifyCode = (typeof verifyCodes)[number]

/** What a step of verifying found: a code that names it, and the values to say it with. */
export interface Finding {
  /** limited: nothing is wrong, but it proves less than it should, and `code` says why. */
  state: 'right' | 'limited' | 'wrong'
  code: VerifyCode
  values: Record<string, string | number>
}

const finding =
  (state: Finding['state']) =>
  (code: VerifyCode, values: Finding['values'] = {}): Finding => ({ state, code, values })

export const right = finding('right')
export const limited = finding('limited')
export const wrong = finding('wrong')
