import type { EvidenceOfTime } from '../draws/index.ts'
import { openNote } from '../platform/tlog/note.ts'
import { formatVkey, signatureTypes } from '../platform/tlog/vkey.ts'
import type { Ledger } from './ledger.ts'
import type { WitnessAddress } from './witnesses.ts'

/**
 * What draws are told of when something stood in the log. Undefined without witnesses: its own
 * clock proves nothing. Only the word of those counts that browsers and openssl verify as well: a
 * draw is to be checked by everybody.
 */
export function openEvidenceOfTime(
  ledger: Pick<Ledger, 'vkey' | 'evidenceOf'>,
  witnesses: readonly WitnessAddress[],
): EvidenceOfTime | undefined {
  if (witnesses.length === 0) return undefined
  const vkeys = witnesses.flatMap(({ vkey }) => (vkey.type === signatureTypes.witness ? [vkey] : []))
  return {
    evidenceOf: (officeId, auditId) => ledger.evidenceOf(officeId, auditId),
    cosignedAt(checkpoint) {
      // The log's key among them: a note that nobody known has signed is refused whole.
      const { signatures } = openNote(checkpoint, [ledger.vkey, ...vkeys])
      const times = signatures.flatMap(({ timestamp }) => timestamp ?? [])
      return times.length === 0 ? undefined : Math.min(...times)
    },
    vkeys: { log: formatVkey(ledger.vkey), witnesses: vkeys.map(formatVkey) },
  }
}
