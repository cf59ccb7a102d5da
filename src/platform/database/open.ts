import type { Config } from '../config.ts'
import { openLifecycle } from '../lifecycle.ts'
import type { Lifecycle } from '../lifecycle.ts'
import type { Log } from '../log.ts'
import { shareEmbedded, startEmbedded } from './embedded.ts'
import type { Embedded } from './embedded.ts'

type DatabaseConfig = Pick<Config, 'databaseUrl' | 'migrateDatabaseUrl' | 'dataDir' | 'dataDirChosen'>

/** The database of this configuration, running. */
export interface OpenedServer {
  /** As the app. */
  url: string
  /** As the owner, for migrations and whatever else changes tables; often the same. */
  ownerUrl: string
  /** undefined: DATABASE_URL names one that is not ours to start or stop. */
  embedded: Embedded | undefined
  stop(): Promise<void>
}

/** For the app itself, which owns the embedded server while it runs. */
export async function startServerFor(
  config: DatabaseConfig,
  log: Log,
  onGone?: (error: Error) => void,
): Promise<OpenedServer> {
  return given(config) ?? embeddedServer(await startEmbedded({ ...embeddedOptions(config, log), onGone }))
}

/**
 * For a command beside the app: `use` runs on the server the app has started, or on one that
 * is started for it and stopped again, after Ctrl-C too. `what` is told to who finds it busy;
 * what `use` opens besides it can give `lifecycle` to end.
 */
export async function withServerFor<T>(
  config: DatabaseConfig,
  log: Log,
  what: string,
  use: (server: OpenedServer, lifecycle: Lifecycle) => Promise<T>,
): Promise<T> {
  const lifecycle = openLifecycle(log, { finishes: true })
  try {
    const server =
      given(config) ?? embeddedServer(await shareEmbedded({ ...embeddedOptions(config, log), what: `giliran ${what}` }))
    lifecycle.onStop('database', () => server.stop())
    return await use(server, lifecycle)
  } finally {
    await lifecycle.stop()
    lifecycle.release()
  }
}

function given({ databaseUrl, migrateDatabaseUrl }: DatabaseConfig): OpenedServer | undefined {
  if (!databaseUrl) return undefined
  return { url: databaseUrl, ownerUrl: migrateDatabaseUrl ?? databaseUrl, embedded: undefined, stop: async () => {} }
}

function embeddedServer(embedded: Embedded): OpenedServer {
  return { url: embedded.url, ownerUrl: embedded.url, embedded, stop: () => embedded.stop() }
}

function embeddedOptions({ dataDir, dataDirChosen }: DatabaseConfig, log: Log) {
  return { dataDir, chosen: dataDirChosen, log }
}
