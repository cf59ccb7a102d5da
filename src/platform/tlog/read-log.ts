import { concat } from './bytes.ts'
import { TlogError } from './fault.ts'
import { Frontier, type TreeHasher } from './merkle.ts'
import { decodeEntries, ENTRY_BYTES_MAX, TILE_WIDTH, tilePath, tileWidth } from './tiles.ts'

/** Thrown by LogFiles: the log cannot be reached. */
export class LogAway extends Error {
  override name = 'LogAway'
}

/**
 * A log's files by their paths below its address, as "tile/entries/000". Throws LogAway. Runs in
 * browsers too.
 */
export type LogFiles = (path: string) => Promise<Uint8Array>

/** A tree that somebody has signed. */
export interface SignedTree {
  size: number
  root: Uint8Array
}

/** The files of the log at `address`, which ends in a slash. */
export function logAt(address: string | URL): LogFiles {
  return async (path) => {
    const { href } = new URL(path, address)
    try {
      const response = await fetch(href)
      if (!response.ok) throw new LogAway(`${href} answers ${response.status}`)
      return await wholeOf(response, href)
    } catch (error) {
      if (error instanceof LogAway) throw error
      throw new LogAway(`${href} cannot be read`, { cause: error })
    }
  }
}

/** Of the largest file that a log has, a full tile of the longest entries. */
const FILE_BYTES_MAX = TILE_WIDTH * (2 + ENTRY_BYTES_MAX)

/** Who has something to hide may send without end. */
async function wholeOf({ body }: Response, path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  if (!body) return concat()
  // By hand: browsers of today cannot all iterate a body.
  const reader = body.getReader()
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return concat(...chunks)
    chunks.push(value)
    length += value.length
    if (length <= FILE_BYTES_MAX) continue
    await reader.cancel()
    throw new LogAway(`${path} is longer than any file of a log`)
  }
}

/** Tiles asked for at once: far from the log, waiting costs more than reading. */
const AT_ONCE = 8

/**
 * Every entry of the log in order, with its index, from tiles. At the end it is certain that they
 * are those of `newest`, and the first ones those of `known`: throws TlogError `proof` where not.
 */
export async function* readLog(
  files: LogFiles,
  { newest, known, hasher }: { newest: SignedTree; known: SignedTree; hasher: TreeHasher },
): AsyncGenerator<{ index: number; entry: Uint8Array }> {
  if (newest.size < known.size) {
    throw new TlogError('proof', `the log has ${newest.size} lines, and has had ${known.size}`)
  }
  const frontier = new Frontier(hasher)
  requireRoot(frontier, known)
  for await (const entries of tilesOf(files, newest.size)) {
    for (const entry of entries) {
      yield { index: frontier.size, entry }
      frontier.append(hasher.leafHash(entry))
      requireRoot(frontier, known)
    }
  }
  requireRoot(frontier, newest)
}

function requireRoot(frontier: Frontier, { size, root }: SignedTree): void {
  if (frontier.size !== size || frontier.root().every((byte, i) => byte === root[i])) return
  throw new TlogError('proof', `the log's first ${size} lines are not those that were signed`)
}

async function* tilesOf(files: LogFiles, size: number): AsyncGenerator<Uint8Array[]> {
  const count = Math.ceil(size / TILE_WIDTH)
  for (let from = 0; from < count; from += AT_ONCE) {
    const indices = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => from + i)
    yield* await Promise.all(indices.map((index) => entriesOf(files, index, size)))
  }
}

async function entriesOf(files: LogFiles, index: number, size: number): Promise<Uint8Array[]> {
  const width = tileWidth({ level: 'entries', index }, size)
  const entries = decodeEntries(await files(tilePath({ level: 'entries', index, width })))
  if (entries?.length !== width) throw new TlogError('proof', `tile ${index} of the log is not whole`)
  return entries
}
