import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DATABASE, ROLE, readPassword } from './cluster.ts'
import type { Place } from './place.ts'

const LOOK_AGAIN_MS = 10

/** The first lines of postmaster.pid, written by PostgreSQL itself (its miscadmin.h, LOCK_FILE_LINE_*). */
export interface Postmaster {
  pid: number
  port: number
  /** Empty: none. */
  socketDir: string
}

/** The server that postmaster.pid names, if it runs and serves this very cluster. */
export function runningPostmaster(place: Place): Postmaster | undefined {
  const postmaster = readPostmaster(place)
  return postmaster && isAlive(postmaster.pid) && serves(postmaster.pid, place.cluster) ? postmaster : undefined
}

/** How to reach it, as a connection URL. */
export function urlOf({ port, socketDir }: Postmaster, place: Place, database: string = DATABASE): string {
  if (socketDir) {
    const folder = encodeURIComponent(socketDir)
    return `postgresql://${ROLE}@localhost/${database}?host=${folder}&port=${port}&sslmode=disable`
  }
  const password = encodeURIComponent(readPassword(place))
  return `postgresql://${ROLE}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`
}

/** Whether the process runs. One that ended and that nobody has collected yet does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch (error) {
    // ESRCH, or ENOENT where it ended between the two questions.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Waits for the process to end; false if it has not within `withinMs`. */
export async function ended(pid: number, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false
    await pause(LOOK_AGAIN_MS)
  }
  return true
}

export function readPostmaster(place: Place): Postmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(place.cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  const pid = Number(lines[0])
  const port = Number(lines[3])
  // Not all lines are written at once.
  return pid > 0 && port > 0 ? { pid, port, socketDir: lines[4] ?? '' } : undefined
}

// Process numbers are given again, above all after a restart of a container.
function serves(pid: number, cluster: string): boolean {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      // Ended, or somebody else's.
      if (code === 'ENOENT' || code === 'EACCES') return false
      throw error
    }
  }
  // Windows has no such question; there PostgreSQL's own lock decides.
  if (process.platform === 'win32') return true
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.includes(cluster)
}
