import type { Database } from '../../src/platform/database/index.ts'
import { testDatabase, type TestServer, testServers } from '../../src/platform/database/testing.ts'
import { type Apps, startApps, startCarelessApps } from './apps.ts'
import { openWorld, type World } from './world.ts'

/** Where every race is run: on the embedded PostgreSQL, and on 15 where it is installed. */
export const servers: readonly (TestServer | undefined)[] = testServers().length > 0 ? testServers() : [undefined]
/** Where it is seen to be lost: by a careless app, which is the same on every server. So is what no key guards. */
export const controlled = servers.slice(0, 1)

/** What a race runs on: a database of its own, two app processes, and lines to them. */
export interface Ground extends Omit<Apps, 'close'> {
  database: Database
  world: World
}

export interface GroundOptions {
  /** Undefined: an embedded server of its own. */
  server: TestServer | undefined
  /** For the apps, as in the environment. */
  settings?: Record<string, string>
  /** Apps that keep no promise, on a database from which this has taken the guards. */
  careless?: { unguard?: string }
}

/** Opens one until `endings` ends: what was opened last ends first, and the database refuses lines that are left. */
export async function openGround(
  endings: AsyncDisposableStack,
  { server, settings = {}, careless }: GroundOptions,
): Promise<Ground> {
  const database = await testDatabase({ after: (end) => endings.defer(end) }, server ? { server } : {})
  if (careless?.unguard) await database.pool.query(careless.unguard)
  const { close, ...started } = await (careless ? startCarelessApps : startApps)(database.url, 2, settings)
  endings.defer(close)
  const world = openWorld(database, started.apps)
  endings.defer(async () => world.close())
  return { ...started, database, world }
}
