import type { Keys } from '../platform/crypto/index.ts'
import { consistencyProof, inclusionProof } from '../platform/tlog/merkle.ts'
import type { Vkey } from '../platform/tlog/vkey.ts'
import { toHex } from '../platform/tlog/bytes.ts'
import { type IdentityNeeds, logIdentity } from './identity.ts'
import { openSequencer, type Sequencer, type SequencerNeeds } from './sequencer.ts'
import {
  deleteIdleCheckpoints,
  readCheckpoint,
  readCosignatureLines,
  readFirstCosigned,
  readLastCosigned,
  readLeafIndex,
  type StoredCheckpoint,
  type StoredCosignature,
  writeCosignature,
} from './store.ts'
import { withNodes } from './tree.ts'

/** That a leaf stands in a checkpoint; `proof` from the leaf's sibling upwards, in hex. */
export interface Evidence {
  index: number
  proof: string[]
  /** The signed note, with cosignatures where it has any. */
  checkpoint: string
}

/** Which trace: the names its row has in `audit`. */
export interface TraceName {
  officeId: string
  auditId: string
}

export interface Ledger {
  vkey: Vkey
  sequencer: Sequencer
  /** The newest checkpoint, or the one of `size`, as the log has signed it, without cosignatures. */
  checkpoint(size?: number): Promise<StoredCheckpoint | undefined>
  /** The note as it is published: with the cosignatures that came. `witnessed`: the newest that has any. */
  note(which?: 'newest' | 'witnessed'): Promise<string | undefined>
  /** That the tree of size1 leaves is the beginning of that of size2. Throws RangeError. */
  consistency(size1: number, size2: number): Promise<Uint8Array[]>
  /** Keeps what a witness has said of a checkpoint; whoever calls has verified it. */
  keepCosignature(cosignature: StoredCosignature): Promise<void>
  /**
   * The earliest checkpoint that a witness has cosigned and that holds the trace's leaf;
   * undefined: there is none yet.
   */
  evidenceOf(officeId: string, auditId: string): Promise<Evidence | undefined>
  /** The same in the newest checkpoint, whether a witness has seen it or not; undefined: it waits for its place. */
  placeOf(trace: TraceName): Promise<Evidence | undefined>
  /** Lets checkpoints go that nobody cosigned and nobody needs any more. */
  sweep(): Promise<void>
}

export interface LedgerNeeds extends Omit<SequencerNeeds, 'signer'>, Omit<IdentityNeeds, 'database' | 'keys'> {
  keys: Pick<Keys, 'logSigner'>
}

/** A witness that was away this long is told of the newest one only, as it always is. */
const IDLE_HOURS = 24

/** The ledger of this database; its sequencer waits to be started. Throws OperatorError: see logIdentity. */
export async function openLedger(needs: LedgerNeeds): Promise<Ledger> {
  const signer = await logIdentity(needs)
  const { kysely } = needs.database
  const noteOf = async ({ size, note }: StoredCheckpoint): Promise<string> =>
    note + (await readCosignatureLines(kysely, size)).join('')
  const evidence = async (index: number, checkpoint: StoredCheckpoint): Promise<Evidence> => {
    const proof = await withNodes(kysely, (nodeAt) => inclusionProof({ index, size: checkpoint.size }, nodeAt))
    return { index, proof: proof.map(toHex), checkpoint: await noteOf(checkpoint) }
  }
  return {
    vkey: signer.vkey,
    sequencer: openSequencer({ ...needs, signer }),
    checkpoint: (size) => readCheckpoint(kysely, size),
    async note(which = 'newest') {
      const checkpoint = await (which === 'newest' ? readCheckpoint(kysely) : readLastCosigned(kysely))
      return checkpoint && noteOf(checkpoint)
    },
    consistency: (size1, size2) => withNodes(kysely, (nodeAt) => consistencyProof({ size1, size2 }, nodeAt)),
    keepCosignature: (cosignature) => writeCosignature(kysely, cosignature),
    async evidenceOf(officeId, auditId) {
      const index = await readLeafIndex(kysely, officeId, auditId)
      const checkpoint = index === undefined ? undefined : await readFirstCosigned(kysely, index)
      return checkpoint && evidence(index!, checkpoint)
    },
    async placeOf({ officeId, auditId }) {
      const index = await readLeafIndex(kysely, officeId, auditId)
      const checkpoint = index === undefined ? undefined : await readCheckpoint(kysely)
      return checkpoint && evidence(index!, checkpoint)
    },
    sweep: () => deleteIdleCheckpoints(kysely, needs.clock.now().subtract({ hours: IDLE_HOURS })),
  }
}
