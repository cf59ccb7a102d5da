import type { Transaction } from 'kysely'
import { writeAudit } from '../platform/audit.ts'
import type { Tables } from '../platform/database/index.ts'
import type { BeaconChain } from './beacon.ts'
import { closingSubject } from './closings.ts'
import { DRAW_FROZEN, type DrawHeader, freezeDetails } from './file.ts'
import type { Draw, EarlierClosing, Frozen, FrozenSlot, VoidReason } from './model.ts'
import { nodeSha256 } from './node-sha256.ts'
import { RULES_HASH, RULES_VERSION } from './rules-hash.ts'

/** So many hours after its time without the round a draw is void, and done again under another number. */
export const LATE_HOURS = 24

/** What the freezing leaf says, beside who wrote it. */
export type FrozenHeader = Pick<
  DrawHeader,
  'draw' | 'days' | 'closedAt' | 'lateHours' | 'rules' | 'seats' | 'beacon' | 'round' | 'list'
>

/** What the leaf and the public file say alike. */
export function frozenHeader(
  { drawId, policy }: Pick<Draw, 'drawId' | 'policy'>,
  { closedAt, seats, chain, round, list }: {
    closedAt: Temporal.Instant
    seats: readonly FrozenSlot[]
    chain: BeaconChain
    round: number
    list: DrawHeader['list']
  },
): FrozenHeader {
  return {
    draw: drawId,
    days: { from: policy.from, to: policy.to },
    closedAt: closedAt.toString(),
    lateHours: LATE_HOURS,
    rules: { version: RULES_VERSION, hash: RULES_HASH },
    seats: seats.map(({ site, date, start, seats }) => ({ site, date, start, seats })),
    beacon: chain,
    round,
    list,
  }
}

/** The leaf that closes the list; what it stands instead of is named in it, so that none can be passed over. */
export async function writeClosing(
  tx: Transaction<Tables>,
  { draw: { officeId, earlier }, header, now }: {
    draw: Pick<Draw, 'officeId' | 'earlier'>
    header: FrozenHeader
    now: Temporal.Instant
  },
): Promise<string> {
  const before = earlier.at(-1)
  const insteadOf = before && (await commitmentAt(tx, officeId, before.auditId))
  const details = {
    ...freezeDetails(header, nodeSha256),
    ...(before && { insteadOf, why: before.reason }),
  }
  const subject = closingSubject(header)
  return writeAudit(tx, { officeId, kind: DRAW_FROZEN, at: now, actor: { kind: 'system' }, details, subject })
}

async function commitmentAt(tx: Transaction<Tables>, officeId: string, auditId: string): Promise<string> {
  const { commitment } = await tx
    .selectFrom('audit')
    .select('commitment')
    .where('office_id', '=', officeId)
    .where('audit_id', '=', auditId)
    .executeTakeFirstOrThrow()
  return commitment.toString('hex')
}

/** How a closing is remembered by the one that stands instead of it. */
export function replacedClosing({ leafAuditId, round }: Frozen, reason: VoidReason): EarlierClosing {
  return { auditId: leafAuditId, round, reason }
}
