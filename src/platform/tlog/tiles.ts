import { HASH_BYTES, nodeHash, type NodeReader, type TreeNode } from './merkle.ts'

/** Tiles of c2sp.org/tlog-tiles: paths and contents. Runs in browsers too. */
export const TILE_WIDTH = 256
const TILE_HEIGHT = 8
export const ENTRY_BYTES_MAX = 65_535

export interface TileId {
  /** Hashes of level L are of subtrees of 256^L leaves. */
  level: number
  index: number
}

export interface TileName {
  level: number | 'entries'
  index: number
  /** Of hashes or entries; 256: full. */
  width: number
}

/** "tile/0/x001/x234/067.p/5"; a full tile has no ".p". */
export function tilePath({ level, index, width }: TileName): string {
  const groups = [String(index % 1000).padStart(3, '0')]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
  }
  return `tile/${level}/${groups.join('/')}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

const TILE_PATH = /^tile\/(entries|\d|[1-5]\d|6[0-3])\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/

/** Reads a path as `tilePath` writes it; undefined where it is written in any other way. */
export function parseTilePath(path: string): TileName | undefined {
  const [, level, groups, partial] = TILE_PATH.exec(path) ?? []
  if (level === undefined || groups === undefined) return undefined
  const index = Number(groups.replaceAll(/[x/]/g, ''))
  const name: TileName = {
    level: level === 'entries' ? level : Number(level),
    index,
    width: Number(partial ?? TILE_WIDTH),
  }
  const isRight = Number.isSafeInteger(index) && name.width <= TILE_WIDTH && tilePath(name) === path
  return isRight ? name : undefined
}

/** How many hashes (or entries) the tile has in a tree of `size` leaves; 0: it is not there. */
export function tileWidth({ level, index }: Pick<TileName, 'level' | 'index'>, size: number): number {
  const hashes = level === 'entries' ? size : Math.floor(size / TILE_WIDTH ** level)
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH))
}

/** The tiles of hashes that a tree of `size` leaves ends with: the last of each level. */
export function lastTiles(size: number): (TileId & { width: number })[] {
  const tiles: (TileId & { width: number })[] = []
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / TILE_WIDTH)) {
    const index = Math.ceil(hashes / TILE_WIDTH) - 1
    tiles.push({ level, index, width: tileWidth({ level, index }, size) })
  }
  return tiles
}

/** Which tile holds what a node is made of. */
export function tileOf({ level, index }: TreeNode): TileId {
  const above = level % TILE_HEIGHT
  return { level: (level - above) / TILE_HEIGHT, index: Math.floor((index * 2 ** above) / TILE_WIDTH) }
}

/** Reads nodes from tiles, each the hashes one after the other. Throws RangeError where a tile is too short. */
export function nodesOfTiles(tileAt: (tile: TileId) => Uint8Array): NodeReader {
  return (level, index) => {
    const tile = tileOf({ level, index })
    const width = 2 ** (level % TILE_HEIGHT)
    const start = (index * width) % TILE_WIDTH
    return subtreeHash(tileAt(tile), start, width)
  }
}

function subtreeHash(hashes: Uint8Array, start: number, width: number): Uint8Array {
  if (width === 1) {
    const hash = hashes.subarray(start * HASH_BYTES, (start + 1) * HASH_BYTES)
    if (hash.length !== HASH_BYTES) throw new RangeError(`a tile has no hash ${start}`)
    return hash
  }
  const half = width / 2
  return nodeHash(subtreeHash(hashes, start, half), subtreeHash(hashes, start + half, half))
}

/** Puts completed nodes of a growing tree into tiles; the hashes of a tile go one after the other. */
export class TileGrower {
  private readonly tiles = new Map<string, TileId & { hashes: Uint8Array; width: number; changed: boolean }>()

  /** A tile as it stands, before anything is put into it. */
  load({ level, index }: TileId, hashes: Uint8Array): void {
    const bytes = new Uint8Array(TILE_WIDTH * HASH_BYTES)
    bytes.set(hashes)
    this.tiles.set(`${level}/${index}`, {
      level,
      index,
      hashes: bytes,
      width: hashes.length / HASH_BYTES,
      changed: false,
    })
  }

  /** Takes every node that Frontier.append completes; keeps those that stand in tiles. */
  put(level: number, index: number, hash: Uint8Array): void {
    if (level % TILE_HEIGHT !== 0) return
    const id = tileOf({ level, index })
    const key = `${id.level}/${id.index}`
    if (!this.tiles.has(key)) this.load(id, new Uint8Array())
    const tile = this.tiles.get(key)!
    if (tile.width !== index % TILE_WIDTH) throw new Error(`hash ${index} of level ${level} does not follow`)
    tile.hashes.set(hash, tile.width * HASH_BYTES)
    tile.width += 1
    tile.changed = true
  }

  /** The tiles that have grown since, each as far as it goes; what is full is forgotten. */
  takeChanged(): (TileId & { hashes: Uint8Array })[] {
    const changed = [...this.tiles.values()].filter((tile) => tile.changed)
    for (const tile of changed) {
      tile.changed = false
      if (tile.width === TILE_WIDTH) this.tiles.delete(`${tile.level}/${tile.index}`)
    }
    return changed.map(({ level, index, hashes, width }) => ({
      level,
      index,
      hashes: hashes.slice(0, width * HASH_BYTES),
    }))
  }
}

/** The content of tile/entries/...: each entry after its length, u16be. Throws RangeError for one too long. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const entry of entries) {
    if (entry.length > ENTRY_BYTES_MAX) throw new RangeError('an entry has at most 65535 bytes')
    view.setUint16(at, entry.length)
    bytes.set(entry, at + 2)
    at += 2 + entry.length
  }
  return bytes
}

/** The entries of such a content; undefined where it is cut off. */
export function decodeEntries(bytes: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    if (at + 2 > bytes.length) return undefined
    const end = at + 2 + view.getUint16(at)
    if (end > bytes.length) return undefined
    entries.push(bytes.subarray(at + 2, end))
    at = end
  }
  return entries
}
