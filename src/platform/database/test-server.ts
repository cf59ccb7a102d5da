import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '../log.ts'
import { startEmbedded } from './embedded.ts'
import { tryBinaries } from './embedded/binaries.ts'
import type { Binaries } from './embedded/binaries.ts'
import { canEnter, ownUid, unprivilegedUser } from './embedded/run-as.ts'

/** Where Debian's packages put PostgreSQL 15, the oldest version that Giliran supports. */
const INSTALLED_15 = '/usr/lib/postgresql/15/bin'

export interface StartedServer {
  label: string
  /** Its `postgres` database. */
  url: string
  stop(): Promise<void>
}

/** A server for tests with its data below the system's folder for temporary files; `stop` removes them. */
export async function startTestServer(installed?: Binaries): Promise<StartedServer> {
  const dataDir = await mkdtemp(join(temporaryFolder(), 'giliran-test-'))
  const embedded = await startEmbedded({
    dataDir,
    log: createLog('error'),
    durable: false,
    what: 'a test run',
    ...(installed && { binaries: installed }),
  })
  const url = new URL(embedded.url)
  url.pathname = '/postgres'
  return {
    label: `PostgreSQL ${embedded.version} (${installed ? 'installed' : 'embedded'})`,
    url: url.href,
    async stop() {
      await embedded.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The embedded server, and PostgreSQL 15 where it is installed. */
export async function startTestServers(): Promise<StartedServer[]> {
  const installed = installedPostgres()
  return Promise.all([startTestServer(), ...(installed ? [startTestServer(installed)] : [])])
}

/** Debian's PostgreSQL 15, where it is installed. */
export function installedPostgres(): Binaries | undefined {
  return existsSync(INSTALLED_15) ? tryBinaries(INSTALLED_15, undefined) : undefined
}

/** TMPDIR may lie in root's home, where PostgreSQL's user cannot go. */
export function temporaryFolder(): string {
  const user = ownUid() === 0 ? unprivilegedUser() : undefined
  return user && !canEnter(tmpdir(), user) ? '/tmp' : tmpdir()
}
