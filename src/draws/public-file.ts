import { frozenHeader } from './close-list.ts'
import { drawErrors } from './errors.ts'
import { DRAW_FILE, drawFile, type DrawHeader, entryLeaf, entryLine } from './file.ts'
import { listEntries, resultOf } from './list.ts'
import type { Draw, DrawDeps } from './model.ts'

/** The header of a draw whose list is closed; throws DRAW_UNKNOWN before. Without a log there is no evidence in it. */
export async function publicHeader({ bookings, evidence }: DrawDeps, draw: Draw): Promise<DrawHeader> {
  const { frozen, drawn, officeId } = draw
  if (!frozen || draw.state === 'void') throw drawErrors.DRAW_UNKNOWN()
  const leaf = await bookings.database.kysely
    .selectFrom('audit_opening')
    .select(['salt', 'opening'])
    .where('office_id', '=', officeId)
    .where('audit_id', '=', frozen.leafAuditId)
    .executeTakeFirst()
  if (!leaf) throw drawErrors.DRAW_UNKNOWN()
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
    freeze: { salt: leaf.salt.toString('hex'), opening: leaf.opening, ...(known && { evidence: known }) },
    log: evidence?.vkeys.log ?? '',
    witnesses: evidence?.vkeys.witnesses ?? [],
    ...(drawn && {
      result: { randomness: drawn.randomness, signature: drawn.signature, seed: drawn.seed, left: drawn.left },
    }),
  }
}

/** The whole public file, in pieces: nobody's name, and all that anybody needs to compute the draw again. */
export async function* publicFile(deps: DrawDeps, draw: Draw): AsyncGenerator<string> {
  const header = await publicHeader(deps, draw)
  const slotAt = new Map(draw.frozen!.seats.map(({ slotId }, at) => [slotId, at]))
  yield* drawFile(header, lines())

  async function* lines(): AsyncGenerator<string> {
    for await (const entry of listEntries(deps.bookings.database.kysely, draw)) {
      yield entryLine(entryLeaf(entry), resultOf(entry, slotAt))
    }
  }
}
