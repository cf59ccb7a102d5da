import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { checkPromises } from '../../src/check.ts'
import { startAllJobs } from '../../src/jobs.ts'
import type { OfficeDefinition } from '../../src/offices/index.ts'
import { wonosoboText } from '../../src/offices/testing.ts'
import { openParts, type Parts, rollForward } from '../../src/parts.ts'
import type { Actor } from '../../src/platform/audit.ts'
import { SetClock } from '../../src/platform/clock.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { makeKeyFile } from '../../src/platform/crypto/index.ts'
import type { Database } from '../../src/platform/database/index.ts'
import { temporaryFolder } from '../../src/platform/database/test-server.ts'
import { type Afterwards, testDatabase } from '../../src/platform/database/testing.ts'
import { keptLog } from '../../src/platform/http/testing.ts'
import { translator } from '../../src/platform/i18n/index.ts'
import { openLifecycle } from '../../src/platform/lifecycle.ts'
import { applyOfficeWithSlots } from '../../src/schedule/index.ts'
import { serve } from '../../src/serve.ts'
import { houseFilling, testNow } from '../house-filling.ts'

export { testNow } from '../house-filling.ts'
/** The next release: Monday, 30 November, 09:00 WIB opens the days from 28 December to 3 January. */
export const releaseHour = Temporal.Instant.from('2026-11-30T02:00:00Z')

/** One app as one process has it, with HTTP on a port of its own. */
export interface TestApp extends Parts {
  /** http://127.0.0.1:port */
  address: string
}

/** Remembers how far it was ever set: what had ended by then may have given way. */
class HouseClock extends SetClock {
  latest = testNow

  override set(instant: Temporal.Instant | string): void {
    super.set(instant)
    if (Temporal.Instant.compare(this.now(), this.latest) > 0) this.latest = this.now()
  }
}

/** Apps on one database, with one clock that stands still and one log. */
export interface TestHouse {
  apps: TestApp[]
  /** The first of them. */
  app: TestApp
  database: Database
  clock: SetClock
  /** All that any of the apps wrote to the log, at its finest level. */
  logged(): string
}

export interface HouseOptions {
  /** Apps on the same database. */
  count?: number
  /** Settings beside those every test needs, as in the environment. */
  settings?: Record<string, string>
  /** Runs jobs too. They are told of by the database's clock, so only tests of jobs want them. */
  jobs?: boolean
}

/**
 * Starts apps on a database of their own: no demonstration, one proxy believed, so that a
 * test can come from any network. In the end every promise is counted again, as `giliran
 * check` does; then the apps end and the database goes.
 */
export async function openHouse(
  afterwards: Afterwards,
  { count = 1, settings = {}, jobs = false }: HouseOptions = {},
): Promise<TestHouse> {
  const { log, text } = keptLog()
  const lifecycle = openLifecycle(log)
  lifecycle.release()
  const folder = mkdtempSync(join(temporaryFolder(), 'giliran-test-'))
  const clock = new HouseClock(testNow)
  const apps: TestApp[] = []
  // Hooks run in the order they are named: the apps must be gone before their database is.
  afterwards.after(async () => {
    try {
      if (apps[0]) await recount(apps[0], clock.latest)
    } finally {
      await lifecycle.stop()
      rmSync(folder, { recursive: true })
    }
  })
  const database = await testDatabase(afterwards, { filled: houseFilling })
  const keys = join(folder, 'keys.json')
  await writeFile(keys, JSON.stringify(makeKeyFile()))
  const config = loadConfig({
    PORT: '0',
    TRUST_PROXY: '1',
    DATABASE_URL: database.url,
    GILIRAN_KEYS: keys,
    ...settings,
  })
  while (apps.length < count) {
    const server = { url: database.url, ownerUrl: database.url }
    const parts = await openParts({ config, log, clock, lifecycle, server })
    await rollForward(parts)
    if (jobs) await startAllJobs(parts, lifecycle)
    apps.push({ ...parts, address: await serve(parts, lifecycle) })
  }
  return { apps, app: apps[0]!, database, clock, logged: text }
}

async function recount({ database }: TestApp, now: Temporal.Instant): Promise<void> {
  const client = await database.pool.connect()
  try {
    assert.deepEqual((await checkPromises(client, now)).differences, [])
  } finally {
    client.release()
  }
}

/** Resolves when the app has heard everything that was committed before. */
export async function heardAll({ events, database }: TestApp): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const word = crypto.randomUUID()
  const stop = events.on('test', (text) => {
    if (text === word) resolve()
  })
  await database.pool.query(`select pg_notify('giliran', $1)`, [`test ${word}`])
  await promise
  stop()
}

/**
 * Puts another office on the system: Wonosobo's hours and seats under its own name, changed
 * by `change`. Its slots are made and every app knows them.
 */
export async function openOffice(
  { apps, app }: Pick<TestHouse, 'apps' | 'app'>,
  officeId: string,
  change: (definition: OfficeDefinition) => void = () => undefined,
): Promise<void> {
  const { database, clock, offices } = app
  const definition = parse(wonosoboText) as OfficeDefinition
  definition.office = officeId
  change(definition)
  const by: Actor = { kind: 'staff', name: 'test' }
  const text = stringify(definition)
  await applyOfficeWithSlots({ database, clock, catalogue: offices.catalogue, t: translator('en') }, { text, by })
  for (const one of apps) {
    await heardAll(one)
    await one.offices.refresh()
  }
}
