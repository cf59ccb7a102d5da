import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, constants, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { OperatorError } from '../../operator-error.ts'
import { executable, packageRoot } from './binaries.ts'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import { ended, readPostmaster, runningPostmaster, urlOf } from './postmaster.ts'
import type { Postmaster } from './postmaster.ts'

/** Recovery after a crash replays at most max_wal_size; giving up too early would fail a healthy start. */
const READY_WITHIN_MS = 120_000
const LOOK_AGAIN_MS = 10
/** A fast shutdown only ends its sessions and writes a checkpoint; past this something hangs. */
const STOP_WITHIN_MS = 20_000
const KILL_WITHIN_MS = 5_000
/** How long processes of a killed server may take to notice and let go of its memory. */
const LEFTOVERS_WITHIN_MS = 10_000
const LOG_BYTES_MAX = 5_000_000

/** Only part of the socket's name; nothing listens on the network. */
const SOCKET_PORT = 5432

/** cannot_connect_now, and what a socket says that is not there yet or has just been closed. */
const NOT_YET: ReadonlySet<unknown> = new Set(['57P03', 'ECONNREFUSED', 'ENOENT', 'ECONNRESET'])
const NO_SUCH_DATABASE = '3D000'

/** PostgreSQL's settings beside its defaults. `durable: false` is for tests: no plug is pulled there. */
function settings(place: Place, port: number, durable: boolean): Record<string, string> {
  return {
    listen_addresses: place.socketDir ? '' : '127.0.0.1',
    port: String(port),
    unix_socket_directories: place.socketDir ?? '',
    unix_socket_permissions: '0700',
    max_connections: '200',
    shared_buffers: '128MB',
    max_wal_size: '1GB',
    min_wal_size: '128MB',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    synchronous_commit: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A statement or a row in the server's log could hold personal data.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    cluster_name: 'giliran',
  }
}

/**
 * Starts the server of `place` and waits until it answers. It leads a process group of its
 * own, so that the terminal's Ctrl-C does not reach it: the app stops it, last.
 */
export async function startServer(
  place: Place,
  binaries: Binaries,
  durable: boolean,
  port?: number,
): Promise<Postmaster> {
  const deadline = performance.now() + LEFTOVERS_WITHIN_MS
  for (;;) {
    // PostgreSQL trusts any living process of that number to be its own.
    if (!runningPostmaster(place)) rmSync(join(place.cluster, 'postmaster.pid'), { force: true })
    const before = logSize(place)
    const child = await launch(place, binaries, durable, port)
    const postmaster = await untilReady(place, child)
    if (postmaster) return postmaster
    const said = readFileSync(place.logFile, 'utf8').slice(before)
    const leftovers = /pre-existing shared memory block|lock file .* already exists/.test(said)
    if (!leftovers || performance.now() > deadline) {
      const reason = /FATAL:.*/.exec(said)?.[0] ?? said.trim().split('\n').at(-1) ?? ''
      throw new OperatorError(`PostgreSQL did not start: ${reason} (see ${place.logFile})`)
    }
    await pause(LOOK_AGAIN_MS * 10)
  }
}

/** Waits until a server that somebody else started answers; undefined if it ends instead. */
export async function untilReady(place: Place, child?: ChildProcess): Promise<Postmaster | undefined> {
  const deadline = performance.now() + READY_WITHIN_MS
  while (performance.now() < deadline) {
    const postmaster = readPostmaster(place)
    const gone = child ? child.exitCode !== null || child.signalCode !== null : !runningPostmaster(place)
    if (gone) return undefined
    if (postmaster && (!child || postmaster.pid === child.pid || process.platform === 'win32')) {
      if (await answers(urlOf(postmaster, place, 'postgres'))) return postmaster
    }
    await pause(LOOK_AGAIN_MS)
  }
  throw new OperatorError(`PostgreSQL does not answer; see ${place.logFile}`)
}

/** Makes the database unless it is there. */
export async function ensureDatabase(postmaster: Postmaster, place: Place, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(postmaster, place, name) })
  try {
    await client.connect()
    await client.end()
  } catch (error) {
    if (codeOf(error) !== NO_SUCH_DATABASE) throw error
    const admin = new pg.Client({ connectionString: urlOf(postmaster, place, 'postgres') })
    await admin.connect()
    await admin.query(`create database ${admin.escapeIdentifier(name)}`)
    await admin.end()
  }
}

/** Ends the server: its sessions are cut, everything is on disk. Does nothing where none runs. */
export async function stopServer(place: Place): Promise<void> {
  const postmaster = runningPostmaster(place)
  if (!postmaster) return
  signalStop(place)
  if (await ended(postmaster.pid, STOP_WITHIN_MS)) return
  process.kill(postmaster.pid, 'SIGQUIT')
  if (await ended(postmaster.pid, KILL_WITHIN_MS)) return
  throw new OperatorError(`PostgreSQL (process ${postmaster.pid}) does not stop; see ${place.logFile}`)
}

/** Asks for what stopServer waits for. On Windows, which has no signals, pg_ctl does both. */
export function signalStop(place: Place): void {
  const postmaster = runningPostmaster(place)
  if (!postmaster) return
  if (process.platform === 'win32') {
    const pgCtl = join(packageRoot(), 'native', 'bin', executable('pg_ctl'))
    spawnSync(pgCtl, ['stop', '-w', '-m', 'fast', '-D', place.cluster])
  } else {
    process.kill(postmaster.pid, 'SIGINT')
  }
}

async function launch(
  place: Place,
  binaries: Binaries,
  durable: boolean,
  samePort: number | undefined,
): Promise<ChildProcess> {
  const port = samePort ?? (place.socketDir ? SOCKET_PORT : await freePort())
  const options = Object.entries(settings(place, port, durable)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // To a file, not to us: a server that outlives us must not die of a broken pipe.
  if (logSize(place) > LOG_BYTES_MAX) renameSync(place.logFile, `${place.logFile}.1`)
  const { O_APPEND, O_CREAT, O_WRONLY } = constants
  const noLink = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW
  const log = openSync(place.logFile, O_APPEND | O_CREAT | O_WRONLY | noLink, 0o600)
  const child = spawn(join(binaries.bin, executable('postgres')), ['-D', place.cluster, ...options], {
    ...(place.runAs && { uid: place.runAs.uid, gid: place.runAs.gid }),
    detached: true,
    windowsHide: true,
    cwd: place.dataDir,
    stdio: ['ignore', log, log],
  })
  const failure = new Promise<never>((_, reject) => {
    child.once('error', (error) => reject(new OperatorError(`PostgreSQL cannot be started: ${error.message}`)))
  })
  closeSync(log)
  await Promise.race([failure, new Promise((resolve) => child.once('spawn', resolve))])
  child.unref()
  return child
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    await client.end()
    return true
  } catch (error) {
    if (NOT_YET.has(codeOf(error))) return false
    throw error
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function logSize(place: Place): number {
  return statSync(place.logFile, { throwIfNoEntry: false })?.size ?? 0
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
