import { formatCheckpoint } from '../platform/tlog/checkpoint.ts'
import { toBase64 } from '../platform/tlog/bytes.ts'
import { consistencyProof, leafHash, nodesOf, rootAt } from '../platform/tlog/merkle.ts'
import { signNote } from '../platform/tlog/note.ts'
import { signatureTypes, type Signer, signerOf } from '../platform/tlog/vkey.ts'

/** A small log to be witnessed: any size of it can be signed, and proven to continue any other. */
export interface SmallLog {
  signer: Signer
  /** The signed checkpoint of the first `size` leaves. */
  checkpoint(size: number): string
  /** The body of an add-checkpoint from `old` to `size`. */
  request(old: number, size: number): string
}

const LEAVES = 40

/** `history`: another one is another log's history, under the same name and key. */
export function smallLog(name = 'log.example/small', history = 'honest'): SmallLog {
  const signer = signerOf({ name, type: signatureTypes.log, seed: new Uint8Array(32).fill(21) })
  const leaves = Array.from({ length: LEAVES }, (_, at) => leafHash(new TextEncoder().encode(`${history} ${at}`)))
  const nodeAt = nodesOf(leaves)
  const checkpoint = (size: number): string =>
    signNote(formatCheckpoint({ origin: name, size, root: rootAt(size, nodeAt) }), [signer])
  return {
    signer,
    checkpoint,
    request(old, size) {
      const proof = old <= size ? consistencyProof({ size1: old, size2: size }, nodeAt) : []
      return [`old ${old}`, ...proof.map(toBase64), '', checkpoint(size)].join('\n')
    },
  }
}
