import type { Log } from '../log.ts'
import { OperatorError } from '../operator-error.ts'
import { findBinaries } from './embedded/binaries.ts'
import type { Binaries } from './embedded/binaries.ts'
import { DATABASE, prepareCluster } from './embedded/cluster.ts'
import { readOwner, takeOwnership } from './embedded/ownership.ts'
import type { Owner, Ownership } from './embedded/ownership.ts'
import { settlePlace } from './embedded/place.ts'
import type { Place } from './embedded/place.ts'
import { isAlive, runningPostmaster, urlOf } from './embedded/postmaster.ts'
import type { Postmaster } from './embedded/postmaster.ts'
import { ensureDatabase, signalStop, startServer, stopServer, untilReady } from './embedded/server.ts'

/** How long a server that died may stay unnoticed, in milliseconds. */
const WATCH_EVERY_MS = 200
/** A server that dies this often within a minute will not get better by starting it again. */
const RESTARTS_A_MINUTE_MAX = 5

export interface EmbeddedOptions {
  dataDir: string
  /** False for the default folder, which may move; see settlePlace. */
  chosen?: boolean
  log: Log
  /** How this process calls itself to others, 'giliran start' by default. */
  what?: string
  /** Other binaries than npm's, for tests on other versions. */
  binaries?: Binaries
  /** False only for tests: a pulled plug may then lose data. */
  durable?: boolean
  /** The server died and could not be started again. */
  onGone?: (error: Error) => void
}

export interface Embedded {
  url: string
  dataDir: string
  /** '18.4', for example. */
  version: string
  /** The server was there already, left by an app that was killed. */
  adopted: boolean
  /** The server belongs to another process that runs on; `stop` leaves it alone. */
  shared: boolean
  /** Tells a second start where this one answers. */
  announce(address: string): void
  stop(): Promise<void>
}

/**
 * The database that needs nothing installed: `dataDir` with its PostgreSQL, started for this
 * process alone.
 *
 *   nobody owns the folder, no server  -> initdb where empty, start
 *   nobody owns it, server runs        -> adopt: the app before us was killed
 *   another process owns it            -> OperatorError that names it
 *
 * A server that dies is started again. Throws OperatorError for whatever its operator can mend.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log } = options
  const place = settlePlace(options, (line) => log.warn(line))
  const ownership = takeOwnership(place, describeSelf(options))
  if (!ownership) throw alreadyRunning(place)
  return serve(place, ownership, options)
}

/**
 * The same database for a command beside the app: where the app runs, its server is shared;
 * else it is started for as long as the command takes.
 */
export async function shareEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  // Where the data lies has been said by the app's own start.
  const { log } = options
  const place = settlePlace(options, (line) => log.debug(line))
  const ownership = takeOwnership(place, describeSelf(options))
  if (ownership) return serve(place, ownership, options)
  const postmaster = runningPostmaster(place) && (await untilReady(place))
  if (!postmaster) {
    throw new OperatorError(`${nameOwner(place)} is starting or stopping just now; try again in a moment`)
  }
  const { version } = findBinaries(place.runAs)
  const url = urlOf(postmaster, place)
  const nothing = (): void => undefined
  return { url, dataDir: place.dataDir, version, adopted: false, shared: true, announce: nothing, stop: async () => {} }
}

async function serve(place: Place, ownership: Ownership, options: EmbeddedOptions): Promise<Embedded> {
  // However this process ends, short of a kill: no `stop` follows any more.
  const onExit = (): void => signalStop(place)
  process.on('exit', onExit)
  let watch: { end(): Promise<void> } | undefined
  const stop = async (): Promise<void> => {
    try {
      await watch?.end()
      await stopServer(place)
    } finally {
      process.off('exit', onExit)
      ownership.release()
    }
  }
  try {
    const binaries = options.binaries ?? findBinaries(place.runAs)
    const orphan = runningPostmaster(place) && (await untilReady(place))
    if (orphan) options.log.warn({ pid: orphan.pid }, 'the database was still running, left by a killed process')
    else prepareCluster(place, binaries)
    const postmaster = orphan ?? (await startServer(place, binaries, options.durable ?? true))
    await ensureDatabase(postmaster, place, DATABASE)
    watch = keepRunning(place, binaries, postmaster, options)
    return {
      url: urlOf(postmaster, place),
      dataDir: place.dataDir,
      version: binaries.version,
      adopted: orphan !== undefined,
      shared: false,
      announce: (address) => ownership.announce(address),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Starts the server again when its process is gone, until `end`. The URL stays the same. */
function keepRunning(
  place: Place,
  binaries: Binaries,
  first: Postmaster,
  { log, durable = true, onGone }: EmbeddedOptions,
): { end(): Promise<void> } {
  let { pid } = first
  let restart: Promise<void> = Promise.resolve()
  let restarting = false
  let restarts: number[] = []
  const timer = setInterval(() => {
    if (restarting || isAlive(pid)) return
    restarting = true
    restart = again().catch((error: Error) => {
      clearInterval(timer)
      log.fatal({ err: error }, 'the database stopped and cannot be started again')
      onGone?.(error)
    })
  }, WATCH_EVERY_MS)
  timer.unref()

  async function again(): Promise<void> {
    const now = performance.now()
    restarts = [...restarts.filter((at) => now - at < 60_000), now]
    if (restarts.length > RESTARTS_A_MINUTE_MAX) {
      throw new OperatorError(`PostgreSQL keeps dying; see ${place.logFile}`)
    }
    log.error({ pid }, 'the database died; starting it again')
    const postmaster = await startServer(place, binaries, durable, first.port)
    pid = postmaster.pid
    restarting = false
  }

  return {
    async end() {
      clearInterval(timer)
      await restart
    },
  }
}

function describeSelf({ what = 'giliran start' }: EmbeddedOptions): Owner {
  return { pid: process.pid, what, startedAt: Temporal.Now.instant().round('second').toString() }
}

function nameOwner(place: Place): string {
  const owner = readOwner(place)
  return owner ? `${owner.what} (process ${owner.pid}, since ${owner.startedAt})` : 'another Giliran'
}

function alreadyRunning(place: Place): OperatorError {
  const address = readOwner(place)?.address
  const at = address ? ` at ${address}` : ''
  return new OperatorError(`${nameOwner(place)} already uses ${place.dataDir}${at}; stop it first, or use that one`)
}
