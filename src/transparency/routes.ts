import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Database } from '../platform/database/index.ts'
import type { Http } from '../platform/http/index.ts'
import { leafEntry } from '../platform/tlog/leaf.ts'
import { HASH_BYTES } from '../platform/tlog/merkle.ts'
import { encodeEntries, parseTilePath, TILE_WIDTH, type TileName, tileWidth } from '../platform/tlog/tiles.ts'
import { errors } from './errors.ts'
import { formatVkey } from '../platform/tlog/vkey.ts'
import type { Ledger } from './ledger.ts'
import { readCheckpoint, readLeaves, readTiles } from './store.ts'

export interface LedgerRouteNeeds {
  database: Pick<Database, 'kysely'>
  ledger: Pick<Ledger, 'note' | 'vkey'>
}

const ofTile = Type.Object({ '*': Type.String({ maxLength: 100 }) }, { additionalProperties: false })
const shared = { isShared: true }

/** For everybody's eyes, other sites' scripts too. */
const open = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
/** A tile's path says how much of it is meant, so what stands there never changes. */
const forEver = { ...open, 'cache-control': 'public, max-age=31536000, immutable' }
const forNow = { ...open, 'cache-control': 'public, max-age=1' }

/**
 * The log as files (c2sp.org/tlog-tiles) under /log. `checkpoint` is the newest; `witnessed`
 * the newest that a witness has cosigned, which is what others should keep.
 */
export function ledgerRoutes({ database: { kysely }, ledger }: LedgerRouteNeeds): (http: Http) => void {
  const sendNote = (reply: FastifyReply, note: string | undefined): FastifyReply => {
    if (note === undefined) throw errors.FILE_UNKNOWN()
    return reply.headers(forNow).type('text/plain; charset=utf-8').send(note)
  }
  const readFile = async (name: TileName | undefined): Promise<Uint8Array> => {
    const size = (await readCheckpoint(kysely))?.size ?? 0
    if (!name || tileWidth(name, size) < name.width) throw errors.FILE_UNKNOWN()
    return name.level === 'entries' ? entries(name) : hashes({ ...name, level: name.level })
  }
  const hashes = async ({ level, index, width }: TileName & { level: number }): Promise<Uint8Array> => {
    const [tile] = await readTiles(kysely, [{ level, index }])
    if (!tile || tile.hashes.length < width * HASH_BYTES) throw new Error('a tile that was signed is gone')
    return tile.hashes.subarray(0, width * HASH_BYTES)
  }
  const entries = async ({ index, width }: TileName): Promise<Uint8Array> => {
    const from = index * TILE_WIDTH
    const leaves = await readLeaves(kysely, from, from + width)
    const found = leaves.flatMap(({ officeId, commitment, subject }) =>
      commitment ? [leafEntry(officeId, commitment, subject)] : [],
    )
    if (found.length !== width) throw new Error('a trace that was signed is gone')
    return encodeEntries(found)
  }
  return (http) => {
    http.get('/log/checkpoint', { config: shared }, async (_, reply) => sendNote(reply, await ledger.note()))
    http.get('/log/witnessed', { config: shared }, async (_, reply) => sendNote(reply, await ledger.note('witnessed')))
    http.get('/log/vkey', { config: shared }, async (_, reply) => sendNote(reply, `${formatVkey(ledger.vkey)}\n`))
    http.get('/log/tile/*', { config: shared, schema: { params: ofTile } }, async (request, reply) => {
      const file = await readFile(parseTilePath(`tile/${request.params['*']}`))
      return reply.headers(forEver).type('application/octet-stream').send(Buffer.from(file))
    })
  }
}
