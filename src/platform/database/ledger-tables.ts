import type { InstantColumn } from './tables.ts'

/** The log that every trace becomes a leaf of; bigint reads as string. */
export interface LedgerTables {
  ledger_leaf: { office_id: string; audit_id: string; leaf_index: string }
  ledger_tile: { level: number; tile_index: string; hashes: Buffer }
  ledger_checkpoint: { size: string; root: Buffer; note: string; signed_at: InstantColumn }
  ledger_cosignature: { size: string; witness: string; key_id: string; line: string; seen_at: InstantColumn }
}
