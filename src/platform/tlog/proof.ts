import { readDecimal, readHash, toBase64 } from './bytes.ts'
import { TlogError } from './fault.ts'

/** A leaf's proof as a text of its own (c2sp.org/tlog-proof@v1). */
export interface TlogProof {
  /** Of the leaf, from 0. */
  index: number
  /** SHA-256 each, from the leaf's sibling up. */
  hashes: Uint8Array[]
  /** The signed note, as it was given. */
  checkpoint: string
}

export const TLOG_PROOF = 'c2sp.org/tlog-proof@v1'

/** A tree of 2^63 leaves is no higher. */
const HASHES_MAX = 63

export function formatProof({ index, hashes, checkpoint }: TlogProof): string {
  return [TLOG_PROOF, `index ${index}`, ...hashes.map(toBase64), '', checkpoint].join('\n')
}

/** Reads what stands in the file and verifies nothing; throws TlogError `proof`. Extra data is passed over. */
export function parseProof(text: string): TlogProof {
  const split = text.indexOf('\n\n')
  const [first, ...rest] = (split < 0 ? text : text.slice(0, split)).split('\n')
  if (first !== TLOG_PROOF) throw new TlogError('proof', `a proof begins with ${TLOG_PROOF}`)
  if (rest[0]?.startsWith('extra ')) rest.shift()
  const [indexLine, ...hashLines] = rest
  const index = indexLine?.startsWith('index ') ? readDecimal(indexLine.slice('index '.length)) : undefined
  if (index === undefined) throw new TlogError('proof', 'the proof does not say which leaf it is of')
  if (hashLines.length > HASHES_MAX) throw new TlogError('proof', 'the proof has too many lines')
  const hashes = hashLines.map((line) => {
    const hash = readHash(line)
    if (!hash) throw new TlogError('proof', 'a line of the proof is not 32 bytes in base64')
    return hash
  })
  const checkpoint = split < 0 ? '' : text.slice(split + 2)
  if (checkpoint === '') throw new TlogError('proof', 'the proof ends before its checkpoint')
  return { index, hashes, checkpoint }
}
