import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { OperatorError } from '../../operator-error.ts'
import type { Place } from './place.ts'

/** Who owns a data folder, for a message: never what decides. */
export interface Owner {
  pid: number
  /** 'giliran start', for example. */
  what: string
  startedAt: string
  /** Where it answers; only once it does. */
  address?: string
}

export interface Ownership {
  /** Tells others where we answer. */
  announce(address: string): void
  release(): void
}

/**
 * Makes this process the owner of `place`; undefined where another process is. The lock is
 * the operating system's own on app.lock, taken through SQLite because Node has no other
 * way to it: it ends with its process however that dies, so no process number is trusted.
 */
export function takeOwnership(place: Place, owner: Owner): Ownership | undefined {
  const lock = tryLock(place.lockFile)
  if (!lock) return undefined
  publish(place.ownerFile, owner)
  const release = (): void => {
    process.off('exit', release)
    if (!lock.isOpen) return
    rmSync(place.ownerFile, { force: true })
    lock.close()
  }
  // Also keeps the lock from being collected, which would open it.
  process.on('exit', release)
  return {
    announce: (address) => publish(place.ownerFile, { ...owner, address }),
    release,
  }
}

/** What the owner has said of itself; undefined before it has, or after it is gone. */
export function readOwner(place: Place): Owner | undefined {
  try {
    return JSON.parse(readFileSync(place.ownerFile, 'utf8')) as Owner
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

const SQLITE_BUSY = 5

function tryLock(path: string): DatabaseSync | undefined {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(path, { timeout: 0 })
    // No journal beside the file: nothing is ever written, and a killed root would leave one that is root's.
    lock.exec('pragma journal_mode = memory; begin exclusive')
    return lock
  } catch (error) {
    lock?.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined
    const reason = error instanceof Error ? error.message : String(error)
    throw new OperatorError(
      `${path} cannot be locked (${reason}); does the folder belong to another user? See GILIRAN_DATA_DIR`,
    )
  }
}

// Renamed into place, so that a reader never finds half of it and a planted link is not followed.
function publish(path: string, owner: Owner): void {
  const unfinished = `${path}.${process.pid}`
  rmSync(unfinished, { force: true })
  writeFileSync(unfinished, `${JSON.stringify(owner)}\n`, { flag: 'wx', mode: 0o644 })
  chmodSync(unfinished, 0o644)
  renameSync(unfinished, path)
}
