import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { connectDatabase, type Database } from '../../src/platform/database/index.ts'
import { startEmbedded } from '../../src/platform/database/embedded.ts'
import type { Binaries } from '../../src/platform/database/embedded/binaries.ts'
import { temporaryFolder } from '../../src/platform/database/test-server.ts'
import { createLog } from '../../src/platform/log.ts'

/** A PostgreSQL of one test's own, which may be killed and is started again. */
export interface KillableServer {
  database: Database
  /** SIGKILL to the server and all its processes at once; it is started again a moment later. */
  kill(): Promise<void>
  close(): Promise<void>
}

/** With the settings of the product, which keep what was committed. */
export async function startKillable(binaries: Binaries | undefined): Promise<KillableServer> {
  const dataDir = await mkdtemp(join(temporaryFolder(), 'giliran-race-'))
  const embedded = await startEmbedded({
    dataDir,
    // What it says of its death is expected here.
    log: createLog('silent'),
    what: 'a race',
    ...(binaries && { binaries }),
  })
  const database = connectDatabase(embedded.url, { onIdleError: () => undefined })
  return {
    database,
    async kill() {
      const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
      const postmaster = Number.parseInt(await readFile(pidFile, 'utf8'), 10)
      for (const pid of [postmaster, ...childrenOf(postmaster)]) kill(pid)
    },
    async close() {
      await database.close()
      await embedded.stop()
      await rm(dataDir, { recursive: true, force: true, maxRetries: 20 })
    },
  }
}

function childrenOf(parent: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const processes = table.trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return processes.flatMap(([pid, ppid]) => (ppid === parent ? [pid!] : []))
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // A backend may have ended by itself when it saw that the server was gone.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
