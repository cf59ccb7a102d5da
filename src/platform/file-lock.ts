import { DatabaseSync } from 'node:sqlite'

/** Keep it: a lock that is collected opens. */
export interface FileLock {
  readonly isOpen: boolean
  close(): void
}

const SQLITE_BUSY = 5

/**
 * The operating system's own lock on the file at `path`, which is made where it lacks; undefined
 * where another process holds it. Taken through SQLite because Node has no other way to it: it
 * ends with its process, however that dies.
 */
export function lockFile(path: string): FileLock | undefined {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(path, { timeout: 0 })
    // No journal beside the file: nothing is ever written, and a killed root would leave one that is root's.
    lock.exec('pragma journal_mode = memory; begin exclusive')
    return lock
  } catch (error) {
    lock?.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined
    throw error
  }
}
