import { readFile } from 'node:fs/promises'
import { systemClock } from '../src/platform/clock.ts'
import { openKeys, parseKeyFile } from '../src/platform/crypto/index.ts'
import { connectDatabase } from '../src/platform/database/index.ts'
import { createLog } from '../src/platform/log.ts'
import { openLedger } from '../src/transparency/index.ts'
import type { Figures } from './figures.ts'
import type { BenchDatabase, Ground } from './ground.ts'

/** What the ledger's figures are called. */
export const ledgerFigure = {
  without: 'giliran without sequencer, spread, 1000 connections',
  appended: 'ledger: leaves appended',
  behind: 'ledger: behind at full load',
} as const

/** Traces that still wait in a database that was just booked into, as seconds of such bookings. */
export async function measureBehind({ client }: BenchDatabase, figures: Figures, perSecond: number): Promise<void> {
  const { rows: [row] } = await client.query<{ waiting: number }>('select count(*)::int as waiting from leaf_pending')
  figures.add(ledgerFigure.behind, 's', { value: row!.waiting / perSecond })
}

/** Has a sequencer append all that a run without one has left waiting. */
export async function measureAppending(ground: Ground, database: BenchDatabase, figures: Figures): Promise<void> {
  const own = connectDatabase(database.url, { connectionsMax: 2 })
  try {
    const keys = openKeys(parseKeyFile(await readFile(ground.keysFile, 'utf8')))
    const named = { publicUrl: undefined, logOrigin: undefined }
    const ledger = await openLedger({ database: own, clock: systemClock, log: createLog('error'), keys, ...named })
    const before = (await ledger.checkpoint())?.size ?? 0
    const startMs = performance.now()
    await ledger.sequencer.drain()
    const leaves = (await ledger.checkpoint())!.size - before
    figures.add(ledgerFigure.appended, '/s', { value: leaves / ((performance.now() - startMs) / 1000) })
  } finally {
    await own.close()
  }
}
