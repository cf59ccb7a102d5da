import { BeaconError } from './beacon-source.ts'
import { type BeaconRound, timeOf } from './beacon.ts'
import { drawAgain, nameLaterRound } from './close-list.ts'
import { EntryTable } from './entry-table.ts'
import { readLeaf } from './file.ts'
import { listLeaves } from './list.ts'
import { ListRoot } from './list-root.ts'
import type { Draw, DrawDeps, Evidence, Frozen } from './model.ts'
import { nodeSha256 } from './node-sha256.ts'
import { type Drawn, draw as drawAll, drawSeed } from './rules.ts'
import { groupTables } from './statistics.ts'
import { readDraw } from './store.ts'
import { COSIGNED_BEFORE_S } from './verify-leaf.ts'
import { LATE_HOURS } from './write-closing.ts'
import { writeDrawn } from './write-drawn.ts'

/** A round is replaced so long before its time at the latest: the leaf that names another must come before it. */
const REPLACE_BEFORE_S = 120

/** What became of one look at a draw whose list is closed. */
export type DrawStep = 'waits' | 'later-round' | 'again' | 'drawn'

/**
 * Goes on with a draw whose list is closed, as far as it can go now: waits for the witness,
 * then for its round and no other; names a later round while the first is still unknown, and
 * begins anew, in public, where only that is honest. Repeated it changes nothing.
 */
export async function goOnWithDraw(deps: DrawDeps, drawId: string): Promise<DrawStep> {
  const { database, clock } = deps.bookings
  const draw = await readDraw(database.kysely, drawId)
  if (draw?.state !== 'frozen' || !draw.frozen) return 'waits'
  const { frozen } = draw
  const now = clock.now()
  const made = timeOf(frozen.beacon, frozen.round)
  const evidence = await evidenceInTime(deps, draw, made)
  if (evidence === 'none-in-time') {
    if (secondsUntil(now, made) > REPLACE_BEFORE_S) return 'waits'
    // Once the round is known, to name another would be to choose: the draw is void instead.
    if (secondsUntil(now, made) > 0) {
      await nameLaterRound(deps, drawId)
      return 'later-round'
    }
    await drawAgain(deps, drawId, 'no-witness')
    return 'again'
  }
  if (secondsUntil(now, made) > 0) return 'waits'
  const round = await askRound(deps, draw, frozen)
  if (!round) {
    if (secondsUntil(now, made.add({ hours: LATE_HOURS })) > 0) return 'waits'
    await drawAgain(deps, drawId, 'beacon-away')
    return 'again'
  }
  await compute(deps, { draw, frozen, round, evidence })
  return 'drawn'
}

const secondsUntil = (now: Temporal.Instant, then: Temporal.Instant): number => now.until(then).total('seconds')

/** What shows that the leaf stood in time; undefined: this installation keeps no log. */
async function evidenceInTime(
  { evidence }: DrawDeps,
  { officeId, frozen }: Draw,
  made: Temporal.Instant,
): Promise<Evidence | undefined | 'none-in-time'> {
  if (!evidence) return undefined
  const found = await evidence.evidenceOf(officeId, frozen!.leafAuditId)
  const cosignedAt = found && evidence.cosignedAt(found.checkpoint)
  if (!found || cosignedAt === undefined) return 'none-in-time'
  return cosignedAt <= made.epochMilliseconds / 1000 - COSIGNED_BEFORE_S ? found : 'none-in-time'
}

async function askRound(
  { beacon, log }: DrawDeps,
  { drawId }: Draw,
  frozen: Frozen,
): Promise<BeaconRound | undefined> {
  if (beacon.chain.chainHash !== frozen.beacon.chainHash) {
    log.error({ draw: drawId }, 'a draw waits for a beacon that is no longer set: see DRAND_URLS')
    return undefined
  }
  try {
    return await beacon.round(frozen.round)
  } catch (error) {
    if (!(error instanceof BeaconError)) throw error
    log.warn({ draw: drawId, round: frozen.round, fault: error.fault, detail: error.message }, 'a draw waits')
    return undefined
  }
}

interface Computed {
  draw: Draw
  frozen: Frozen
  round: BeaconRound
  evidence: Evidence | undefined
}

/** The whole draw, in memory; then written in one transaction, all of it or nothing. */
async function compute(deps: DrawDeps, { draw, frozen, round, evidence }: Computed): Promise<void> {
  const { database } = deps.bookings
  const table = new EntryTable(frozen.seats, Math.max(frozen.size, 1))
  const list = new ListRoot(nodeSha256)
  for await (const leaves of listLeaves(database.kysely, draw)) {
    for (const leaf of leaves) {
      list.append(leaf)
      table.add(readLeaf(leaf))
    }
  }
  if (list.size !== frozen.size || !frozen.root.equals(list.root())) {
    throw new Error(`the list of ${draw.drawId} is not the one that was closed: it is not drawn`)
  }
  const seed = Buffer.from(
    drawSeed(
      {
        drawId: draw.drawId,
        chainHash: Buffer.from(frozen.beacon.chainHash, 'hex'),
        round: frozen.round,
        randomness: Buffer.from(round.randomness, 'hex'),
        listRoot: frozen.root,
      },
      nodeSha256,
    ),
  )
  const drawn: Drawn = drawAll(table, seed, nodeSha256)
  const tables = groupTables(table, drawn)
  await writeDrawn(deps, { draw, frozen, round, evidence, seed, table, drawn, tables })
}
