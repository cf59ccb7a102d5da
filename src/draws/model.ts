import type { BookDeps, Ticket } from '../bookings/index.ts'
import type { DrawPolicy } from '../offices/index.ts'
import type { DrawEntryTable, DrawTable } from '../platform/database/index.ts'
import type { Log } from '../platform/log.ts'
import type { BeaconSource } from './beacon-source.ts'
import type { EntryChannel } from './entry-table.ts'
import type { GroupTable } from './statistics.ts'
import type { DrawSlot, Wish } from './wishes.ts'

export type DrawState = DrawTable['state']
export type EntryState = DrawEntryTable['state']
export type VerifiedBy = NonNullable<DrawEntryTable['verified_by']>

/** A draw as its row has it. */
export interface Draw {
  officeId: string
  /** Public: '{office}.{policy}', done again '{office}.{policy}.2'. */
  drawId: string
  attempt: number
  state: DrawState
  policy: DrawPolicy
  opensAt: Temporal.Instant
  closesAt: Temporal.Instant
  drawsAt: Temporal.Instant
  instantAt: Temporal.Instant
  endsAt: Temporal.Instant
  frozen: Frozen | undefined
  /** Closings before the one that counts, of this draw and of those it is done again for; the newest last. */
  earlier: EarlierClosing[]
  drawn: DrawnFacts | undefined
  voidReason: VoidReason | undefined
}

/** What was fixed when the list closed. */
export interface Frozen {
  at: Temporal.Instant
  size: number
  root: Buffer
  seats: FrozenSlot[]
  rulesHash: string
  /** As drand has it; its chain hash is part of the seed. */
  beacon: BeaconSource['chain']
  round: number
  leafAuditId: string
}

/** Why a draw was not done as its leaf said, in public. */
export type VoidReason = 'no-witness' | 'beacon-away'

/** A closing that another stands instead of. */
export interface EarlierClosing {
  auditId: string
  round: number
  reason: VoidReason
}

export interface FrozenSlot extends DrawSlot {
  slotId: string
}

export interface DrawnFacts {
  at: Temporal.Instant
  randomness: string
  signature: string
  seed: string
  /** Seats left of each of the frozen ones. */
  left: number[]
  tables: GroupTable[]
  evidence: Evidence | undefined
}

/** That a leaf of the log stood when a witness saw it: its place, its proof, the signed note. */
export interface Evidence {
  index: number
  /** Sibling hashes in hexadecimal. */
  proof: string[]
  checkpoint: string
}

/** What transparency knows; injected, since draws come before it. */
export interface EvidenceOfTime {
  /** The earliest checkpoint cosigned by a witness that holds the leaf of this trace; undefined: none yet. */
  evidenceOf(officeId: string, auditId: string): Promise<Evidence | undefined>
  /** When the first of the known witnesses cosigned it, in seconds since 1970; undefined: none did. */
  cosignedAt(checkpoint: string): number | undefined
  /** Of the log and of the witnesses, as the public file names them. */
  vkeys: { log: string; witnesses: string[] }
}

/** A party's entry with everything personal opened. */
export interface Entry
  extends Pick<Ticket, 'officeId' | 'code' | 'key' | 'people' | 'companion' | 'contact' | 'locale'> {
  entryId: string
  drawId: string
  state: EntryState
  wishes: Wish[]
  channel: EntryChannel
  verifiedBy: VerifiedBy | undefined
  /** Somebody's unverified entry holds one of its people: it counts once it is verified. */
  isContested: boolean
  struckReason: DrawEntryTable['struck_reason']
  place: number | undefined
  slotId: string | undefined
  enteredAt: Temporal.Instant
}

export interface DrawDeps {
  bookings: BookDeps
  beacon: BeaconSource
  /** Undefined: no log is kept, so nobody else can say when a list stood; the public file says so. */
  evidence: EvidenceOfTime | undefined
  log: Log
}
