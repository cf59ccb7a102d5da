import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nodeSha256, publicFile, readDraw, runDraws, verifyDraw } from '../src/draws/index.ts'
import { openParts } from '../src/parts.ts'
import { SetClock } from '../src/platform/clock.ts'
import { loadConfig } from '../src/platform/config.ts'
import { openLifecycle } from '../src/platform/lifecycle.ts'
import { createLog } from '../src/platform/log.ts'

/** Draws one draw of each office, or verifies what was drawn; tells how long that took and how much memory it needed. */
export interface DrawHandOrder {
  what: 'draw' | 'verify'
  databaseUrl: string
  keysFile: string
  /** Where the public files are written. */
  folder: string
  offices: string[]
}

export interface DrawHandResult {
  seconds: number
  memoryMb: number
}

const { what, databaseUrl, keysFile, folder, offices } = JSON.parse(process.argv[2]!) as DrawHandOrder
/** No log is kept here: the leaf takes two hashes and two signatures, whatever the number of entries. */
const LEAF_STEPS = new Set(['log', 'witness'])
const fileOf = (office: string): string => join(folder, `${office}.draw`)
const result = what === 'draw' ? await drawAll() : await verifyAll()
process.on('message', () => undefined)
process.send!({ result })

async function drawAll(): Promise<DrawHandResult> {
  const log = createLog('error')
  const lifecycle = openLifecycle(log)
  const config = loadConfig({ DATABASE_URL: databaseUrl, GILIRAN_KEYS: keysFile, DRAND_URLS: 'local' })
  const clock = new SetClock('2026-11-26T10:00:00Z')
  const { draws } = await openParts({
    config, log, clock, lifecycle, server: { url: databaseUrl, ownerUrl: databaseUrl },
  })
  const started = performance.now()
  await runDraws(draws)
  clock.set('2026-11-27T05:00:10Z')
  await runDraws(draws)
  const seconds = (performance.now() - started) / 1000
  const memoryMb = process.resourceUsage().maxRSS / 1024
  for (const office of offices) {
    const draw = await readDraw(draws.bookings.database.kysely, `${office}.bench`)
    await writeFile(fileOf(office), publicFile(draws, draw!))
  }
  await lifecycle.stop()
  lifecycle.release()
  return { seconds, memoryMb }
}

async function verifyAll(): Promise<DrawHandResult> {
  const started = performance.now()
  for (const office of offices) {
    const { steps } = await verifyDraw(createReadStream(fileOf(office)), { sha256: nodeSha256 })
    const wrong = steps.find(({ step, state }) => state === 'wrong' && !LEAF_STEPS.has(step))
    if (wrong) throw new Error(`${office}: ${JSON.stringify(wrong)}`)
  }
  return { seconds: (performance.now() - started) / 1000, memoryMb: process.resourceUsage().maxRSS / 1024 }
}
