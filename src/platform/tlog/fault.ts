/** What is wrong with something that was signed or proven elsewhere. */
export const tlogFaults = [
  'vkey',
  'note',
  'signature',
  'unsigned',
  'checkpoint',
  'origin',
  'proof',
] as const

/**
 * vkey: not a verifier key · note: not a signed note · signature: a known key's signature does
 * not verify · unsigned: no known key has signed · checkpoint: the note is no checkpoint ·
 * origin: the checkpoint of another log · proof: not a tlog-proof.
 */
export type TlogFault = (typeof tlogFaults)[number]

/** Thrown by the readers of this folder, for what is not ours and not as its format says. */
export class TlogError extends Error {
  readonly fault: TlogFault

  constructor(fault: TlogFault, message: string) {
    super(message)
    this.name = 'TlogError'
    this.fault = fault
  }
}
