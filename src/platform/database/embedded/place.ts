import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, lchownSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { OperatorError } from '../../operator-error.ts'
import { canEnter, ownUid, unprivilegedUser } from './run-as.ts'
import type { RunAs } from './run-as.ts'

/** Where root keeps what an ordinary user must be able to reach. */
export const SYSTEM_FOLDER = '/var/lib/giliran'

/** sockaddr_un.sun_path without its final NUL: 108 bytes on Linux, 104 elsewhere. */
const SOCKET_PATH_BYTES_MAX = process.platform === 'linux' ? 107 : 103
const SOCKET_NAME = '.s.PGSQL.5432'

/**
 * One data folder and who serves it:
 * `postgres/` the cluster, `socket/` the 0700 folder of its socket, `password` of its only
 * role (0600), `postgres.log`, `app.lock` and `app.json` of the app that owns it.
 */
export interface Place {
  dataDir: string
  cluster: string
  /** undefined: the path is too long for a socket, or this is Windows: loopback with the password. */
  socketDir: string | undefined
  passwordFile: string
  logFile: string
  lockFile: string
  ownerFile: string
  /** undefined: as ourselves. */
  runAs: RunAs | undefined
}

/**
 * Settles the data folder and makes it, empty. `chosen` is false for the default folder: one
 * that PostgreSQL's user could not enter (a clone below /root) then gives way to a folder
 * below /var/lib/giliran, and `say` is told so in one line. A chosen one is an OperatorError.
 */
export function settlePlace(
  { dataDir, chosen = true }: { dataDir: string; chosen?: boolean },
  say: (line: string) => void,
): Place {
  const wanted = resolve(dataDir)
  if (ownUid() !== 0) {
    makeFolder(wanted)
    return placeAt(wanted, undefined)
  }
  const runAs = userFor(wanted)
  if (admit(wanted, runAs)) return placeAt(wanted, runAs)
  if (chosen) {
    throw new OperatorError(
      `GILIRAN_DATA_DIR=${wanted} cannot be entered by "${runAs.name}", the user PostgreSQL runs as when Giliran` +
        ` is started as root; choose a folder such as ${SYSTEM_FOLDER}/data, or start Giliran as another user`,
    )
  }
  const moved = join(SYSTEM_FOLDER, createHash('sha256').update(wanted).digest('hex').slice(0, 12))
  if (!admit(moved, runAs)) {
    throw new OperatorError(`neither ${wanted} nor ${moved} can be entered by "${runAs.name}"; set GILIRAN_DATA_DIR`)
  }
  say(`The data is in ${moved}, since "${runAs.name}", as whom PostgreSQL runs, cannot enter ${wanted}`)
  return placeAt(moved, runAs)
}

/** Makes `folder` for PostgreSQL's user alone. */
export function makePrivate(folder: string, runAs: RunAs | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  if (runAs) chownSync(folder, runAs.uid, runAs.gid)
}

/** A cluster that was copied back by root belongs to root; PostgreSQL's user must own all of it. */
export function own(folder: string, runAs: RunAs): void {
  lchownSync(folder, runAs.uid, runAs.gid)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) own(path, runAs)
    else lchownSync(path, runAs.uid, runAs.gid)
  }
}

function placeAt(dataDir: string, runAs: RunAs | undefined): Place {
  const socketDir = join(dataDir, 'socket')
  const fits = Buffer.byteLength(join(socketDir, SOCKET_NAME)) <= SOCKET_PATH_BYTES_MAX
  return {
    dataDir,
    cluster: join(dataDir, 'postgres'),
    socketDir: fits && process.platform !== 'win32' ? socketDir : undefined,
    passwordFile: join(dataDir, 'password'),
    logFile: join(dataDir, 'postgres.log'),
    lockFile: join(dataDir, 'app.lock'),
    ownerFile: join(dataDir, 'app.json'),
    runAs,
  }
}

// Data that an ordinary user made stays that user's, also when root starts it.
function userFor(dataDir: string): RunAs {
  const cluster = join(dataDir, 'postgres')
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster)
    if (uid !== 0) return { name: `user ${uid}`, uid, gid }
  }
  const user = unprivilegedUser()
  if (user) return user
  throw new OperatorError(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody";' +
      ' start Giliran as another user, or set DATABASE_URL',
  )
}

function admit(dataDir: string, runAs: RunAs): boolean {
  if (!canEnter(nearestExisting(dirname(dataDir)), runAs)) return false
  makeFolder(dataDir)
  if (canEnter(dataDir, runAs)) return true
  if (!isOurs(dataDir)) return false
  chownSync(dataDir, runAs.uid, runAs.gid)
  return canEnter(dataDir, runAs)
}

function makeFolder(folder: string): void {
  try {
    makeLevels(folder)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new OperatorError(`the data folder ${folder} cannot be made (${reason}); set GILIRAN_DATA_DIR`)
  }
}

/**
 * Level by level, for Node's own `recursive` tries for ever where a parent answers "no such
 * file" to the making of one, as /proc does. Only what we make gets our mode: a strict umask
 * would lock PostgreSQL's user out.
 */
function makeLevels(folder: string): void {
  if (isFolder(folder)) return
  makeLevels(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another start may have made it meanwhile.
    if (isFolder(folder)) return
    throw error
  }
  chmodSync(folder, 0o755)
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(dirname(folder))
}

function isOurs(dataDir: string): boolean {
  const entries = readdirSync(dataDir)
  return entries.every((name) => /^(postgres|socket|password|app\.)/.test(name))
}
