import type { CodesByMessage } from '../bookings/index.ts'
import { Refusal } from '../platform/errors.ts'
import { askCode, type ProofDeps, proveContact } from './proof.ts'
import { readProofCode } from './proof-rules.ts'

/** Codes for who books and cannot let the device work: bookings come before messages, and ask through this. */
export function codesByMessage(deps: ProofDeps): CodesByMessage {
  return {
    async send(to) {
      const { proofId, refusal } = await askCode(deps, to)
      if (refusal) throw refusal
      return proofId
    },
    async prove({ id, code: typed }, network) {
      const code = readProofCode(typed)
      if (code === undefined) return false
      try {
        await proveContact(deps, { proofId: id, code, network })
        return true
      } catch (error) {
        if (error instanceof Refusal && error.type === 'not-found') return false
        throw error
      }
    },
  }
}
