import { attemptId } from './closings.ts'
import { drawErrors } from './errors.ts'
import { DRAW_FILE, drawFile, type DrawHeader, entryLeaf, entryLine, type Opening } from './file.ts'
import { listEntries, resultOf } from './list.ts'
import type { Draw, DrawDeps } from './model.ts'
import { lastAttempt } from './store.ts'
import { frozenHeader } from './write-closing.ts'

/** The header of a draw whose list is closed; throws DRAW_UNKNOWN before. Without a log there is no evidence in it. */
export async function publicHeader(deps: DrawDeps, draw: Draw): Promise<DrawHeader> {
  const { evidence } = deps
  const { frozen, drawn, officeId } = draw
  if (!frozen) throw drawErrors.DRAW_UNKNOWN()
  const [leaf, ...earlier] = await openingsOf(deps, officeId, [
    frozen.leafAuditId,
    ...draw.earlier.map(({ auditId }) => auditId),
  ])
  const known = drawn?.evidence ?? (await evidence?.evidenceOf(officeId, frozen.leafAuditId))
  return {
    format: DRAW_FILE,
    office: officeId,
    ...frozenHeader(draw, {
      closedAt: frozen.at,
      seats: frozen.seats,
      chain: frozen.beacon,
      round: frozen.round,
      list: { size: frozen.size, root: frozen.root.toString('hex') },
    }),
    freeze: { ...leaf!, ...(known && { evidence: known }), ...(earlier.length > 0 && { earlier }) },
    log: evidence?.vkeys.log ?? '',
    witnesses: evidence?.vkeys.witnesses ?? [],
    ...(drawn && {
      result: { randomness: drawn.randomness, signature: drawn.signature, seed: drawn.seed, left: drawn.left },
    }),
    ...(draw.voidReason && {
      void: { reason: draw.voidReason, again: attemptId(officeId, draw.policy.id, draw.attempt + 1) },
    }),
  }
}

/** What these leaves say, in this order; throws DRAW_UNKNOWN where one is gone. */
async function openingsOf({ bookings }: DrawDeps, officeId: string, auditIds: readonly string[]): Promise<Opening[]> {
  const rows = await bookings.database.kysely
    .selectFrom('audit_opening')
    .select(['audit_id', 'salt', 'opening'])
    .where('office_id', '=', officeId)
    .where('audit_id', 'in', auditIds)
    .execute()
  const byId = new Map(rows.map(({ audit_id, salt, opening }) => [audit_id, { salt: salt.toString('hex'), opening }]))
  return auditIds.map((id) => byId.get(id) ?? gone())
}

function gone(): never {
  throw drawErrors.DRAW_UNKNOWN()
}

/**
 * The whole public file, in pieces: nobody's name, and all that anybody needs to compute the draw
 * again. Of a void draw too: anybody can see what it would have given.
 */
export async function* publicFile(deps: DrawDeps, draw: Draw): AsyncGenerator<string> {
  const header = await publicHeader(deps, draw)
  const { kysely } = deps.bookings.database
  // Its entries went on to the draw that was done instead.
  const { drawId } = draw.state === 'void' ? await lastAttempt(kysely, draw) : draw
  const slotAt = new Map(draw.frozen!.seats.map(({ slotId }, at) => [slotId, at]))
  yield* drawFile(header, lines())

  async function* lines(): AsyncGenerator<string> {
    for await (const entry of listEntries(kysely, { officeId: draw.officeId, drawId })) {
      yield entryLine(entryLeaf(entry), draw.state === 'void' ? undefined : resultOf(entry, slotAt))
    }
  }
}
