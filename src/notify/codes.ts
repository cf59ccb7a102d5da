import { type CodesByMessage, PAID_MINUTES } from '../bookings/index.ts'
import { Refusal } from '../platform/errors.ts'
import { askCode, type ProofDeps, proveContact } from './proof.ts'
import { readProofCode } from './proof-rules.ts'
import { contactProvedSince } from './proof-store.ts'

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
      if (code === undefined) return undefined
      try {
        return (await proveContact(deps, { proofId: id, code, network })).contactHash
      } catch (error) {
        if (error instanceof Refusal && error.type === 'not-found') return undefined
        throw error
      }
    },
    proved: (proofId, officeId) =>
      contactProvedSince(deps.database.kysely, {
        proofId,
        officeId,
        since: deps.clock.now().subtract({ minutes: PAID_MINUTES }),
      }),
  }
}
