import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { type FileLock, lockFile } from '../../file-lock.ts'
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
 * Makes this process the owner of `place`; undefined where another process is. The lock ends
 * with its process however that dies, so no process number is trusted.
 */
export function takeOwnership(place: Place, owner: Owner): Ownership | undefined {
  const lock = lockOf(place.lockFile)
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

function lockOf(path: string): FileLock | undefined {
  try {
    return lockFile(path)
  } catch (error) {
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
