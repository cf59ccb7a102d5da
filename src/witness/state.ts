import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FileLock, lockFile } from '../platform/file-lock.ts'
import { OperatorError } from '../platform/operator-error.ts'

/**
 * What a witness remembers: the latest checkpoint of each log that it has cosigned, a signed
 * note in a file `<SHA-256 of the origin, hex>.checkpoint`. One process at a time has the
 * folder; a lock of the operating system sees to it.
 */
export interface WitnessState {
  /** The note as it was kept last; undefined: this log was never cosigned. */
  read(origin: string): string | undefined
  /** Kept for good when it returns: written beside, brought to the disk, and renamed over the one before. */
  keep(origin: string, note: string): void
  /** Keeps a note that proves the log to lie, once. */
  keepFork(origin: string, size: number, note: string): void
  close(): void
}

/** Hex of SHA-256: a name for a log that any file system takes. */
export function logId(origin: string): string {
  return createHash('sha256').update(origin).digest('hex')
}

/** Opens the folder, made where it lacks; throws OperatorError when it cannot be, or another witness has it. */
export function openState(folder: string): WitnessState {
  const lock = takeFolder(folder)
  return {
    read: (origin) => readIfThere(join(folder, `${logId(origin)}.checkpoint`)),
    keep: (origin, note) => writeDurably(folder, `${logId(origin)}.checkpoint`, note),
    keepFork(origin, size, note) {
      const name = `${logId(origin)}.fork-${size}`
      if (readIfThere(join(folder, name)) === undefined) writeDurably(folder, name, note)
    },
    close: () => lock.close(),
  }
}

function takeFolder(folder: string): FileLock {
  let lock: FileLock | undefined
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    lock = lockFile(join(folder, 'witness.lock'))
  } catch (error) {
    throw new OperatorError(`${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!lock) throw new OperatorError(`another witness works with ${folder}; give each a folder of its own`)
  return lock
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function writeDurably(folder: string, name: string, text: string): void {
  const unfinished = join(folder, `${name}.new`)
  const file = openSync(unfinished, 'w', 0o600)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(unfinished, join(folder, name))
  syncFolder(folder)
}

/** The new name is on the disk too; Windows opens no folders and needs none opened. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}
