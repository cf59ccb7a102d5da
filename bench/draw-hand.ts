import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  DRAW_FILE,
  drawList,
  localBeacon,
  nodeSha256,
  publicFile,
  readListRoot,
  RULES_HASH,
  RULES_VERSION,
  timeOf,
  verifyDraw,
  verifyRound,
  writeResults,
} from '../src/draws/index.ts'
import type { DrawHeader, DrawSlot } from '../src/draws/index.ts'
import { connectDatabase } from '../src/platform/database/index.ts'

/** Draws, or verifies, one draw of each office, and tells how long that took and how much memory it needed. */
export interface DrawHandOrder {
  databaseUrl: string
  /** Where the public files are written. */
  folder: string
  offices: string[]
  slots: DrawSlot[]
  slotIds: string[]
}

export interface DrawHandResult {
  seconds: number
  memoryMb: number
}

const order = JSON.parse(process.argv[2]!) as DrawHandOrder & { what: 'draw' | 'verify' }
const { offices, slots, slotIds } = order
const fileOf = (office: string): string => join(order.folder, `${office}.draw`)
const round = 3_000_000
const now = Temporal.Now.instant()
const source = localBeacon({ seed: new Uint8Array(64).fill(3), now: () => timeOf(source.chain, round) })
const { chain } = source
const { signature, randomness } = await source.round(round)

const result = order.what === 'draw' ? await drawAll() : await verifyAll()
process.on('message', () => undefined)
process.send!({ result })

async function drawAll(): Promise<DrawHandResult> {
  const database = connectDatabase(order.databaseUrl, { connectionsMax: 1 })
  const drawn: [office: string, header: DrawHeader][] = []
  const started = performance.now()
  for (const office of offices) {
    const draw = { officeId: office, drawId: `${office}.bench` }
    const { size, root } = await readListRoot(database.kysely, draw)
    const header = await database.kysely.transaction().execute(async (tx) => {
      if (!verifyRound(chain, { round, signature })) throw new Error('the beacon lies')
      const list = await drawList(tx, { ...bytes(root), draw, seats: slots, size, round })
      await writeResults(tx, { officeId: office, slotIds, now }, list)
      return headerOf(office, { size, root, list })
    })
    drawn.push([office, header])
  }
  const seconds = (performance.now() - started) / 1000
  const memoryMb = process.resourceUsage().maxRSS / 1024
  for (const [office, header] of drawn) {
    const draw = { officeId: office, drawId: `${office}.bench` }
    await writeFile(fileOf(office), publicFile(database.kysely, draw, header))
  }
  await database.close()
  return { seconds, memoryMb }
}

function bytes(listRoot: Uint8Array) {
  return { chainHash: Uint8Array.fromHex(chain.chainHash), randomness: Uint8Array.fromHex(randomness), listRoot }
}

function headerOf(
  office: string,
  { size, root, list }: { size: number; root: Uint8Array; list: Awaited<ReturnType<typeof drawList>> },
): DrawHeader {
  return {
    format: DRAW_FILE,
    draw: `${office}.bench`,
    office,
    days: { from: '2026-12-01', to: '2026-12-05' },
    closedAt: '2026-11-26T09:00:00Z',
    lateHours: 24,
    rules: { version: RULES_VERSION, hash: RULES_HASH },
    seats: slots,
    beacon: chain,
    round,
    list: { size, root: root.toHex() },
    // No log here: the leaf is verified by two hashes and two signatures, whatever the number of entries.
    freeze: { salt: '00'.repeat(16), opening: '{}' },
    log: '',
    witnesses: [],
    result: { randomness, signature, seed: list.seed.toHex(), left: [...list.left] },
  }
}

async function verifyAll(): Promise<DrawHandResult> {
  const started = performance.now()
  for (const office of offices) {
    const { steps } = await verifyDraw(createReadStream(fileOf(office)), { sha256: nodeSha256 })
    const wrong = steps.find(({ step, state }) => state === 'wrong' && !['leaf', 'log', 'witness'].includes(step))
    if (wrong) throw new Error(`${office}: ${JSON.stringify(wrong)}`)
  }
  return { seconds: (performance.now() - started) / 1000, memoryMb: process.resourceUsage().maxRSS / 1024 }
}
