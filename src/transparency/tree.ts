import { nodeHasher } from '../platform/tlog/node-hasher.ts'
import { Frontier, HASH_BYTES, type NodeReader, nodesReadBy, rootAt, sameBytes } from '../platform/tlog/merkle.ts'
import { lastTiles, nodesOfTiles, type TileId, TileGrower, tileOf } from '../platform/tlog/tiles.ts'
import { readTiles, type StoredCheckpoint } from './store.ts'

type Reader = Parameters<typeof readTiles>[0]

/** A tree that leaves can be appended to, with the tiles that grow by it. */
export interface GrowingTree {
  frontier: Frontier
  grower: TileGrower
}

/** The stored tree is not the one that was signed: nothing may be signed on top of it. */
export class LedgerFault extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'LedgerFault'
  }
}

/** Takes the tree up where a checkpoint left it. Throws LedgerFault where the tiles are not those that were signed. */
export async function openTree(db: Reader, { size, root }: Pick<StoredCheckpoint, 'size' | 'root'>) {
  const ids = lastTiles(size)
  const tiles = new Map((await readTiles(db, ids)).map((tile) => [keyOf(tile), tile.hashes]))
  const isWhole = ids.every((id) => tiles.get(keyOf(id))?.length === id.width * HASH_BYTES)
  if (!isWhole) throw new LedgerFault(`the tiles do not end where the checkpoint of ${size} leaves does`)
  const nodeAt = nodesOfTiles((tile) => tiles.get(keyOf(tile)) ?? new Uint8Array())
  const frontier = Frontier.at(size, nodeAt, nodeHasher)
  if (!sameBytes(frontier.root(), root)) throw new LedgerFault(`the tiles are not those signed at ${size} leaves`)
  const grower = new TileGrower()
  for (const id of ids) grower.load(id, tiles.get(keyOf(id))!)
  return { frontier, grower } satisfies GrowingTree
}

/** Runs `use` on the nodes of the stored tree. Throws RangeError where it wants more than is there. */
export async function withNodes<T>(db: Reader, use: (nodeAt: NodeReader) => T): Promise<T> {
  const wanted = new Map(nodesReadBy(use).map((node) => [keyOf(tileOf(node)), tileOf(node)]))
  const tiles = new Map((await readTiles(db, [...wanted.values()])).map((tile) => [keyOf(tile), tile.hashes]))
  return use(nodesOfTiles((tile) => tiles.get(keyOf(tile)) ?? new Uint8Array()))
}

/** The root that the stored tiles give at `size`. */
export function storedRoot(db: Reader, size: number): Promise<Uint8Array> {
  return withNodes(db, (nodeAt) => rootAt(size, nodeAt))
}

function keyOf({ level, index }: TileId): string {
  return `${level}/${index}`
}
