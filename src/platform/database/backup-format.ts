import { createHash } from 'node:crypto'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { OperatorError } from '../operator-error.ts'

/**
 * A backup is a gzip stream (RFC 1952) of frames:
 *
 *   kind    1 byte    see below
 *   length  4 bytes   of the body, unsigned, big endian
 *   body    length bytes
 *
 *   H  once, first   JSON, BackupHeader
 *   T  per table     JSON, { table, columns }
 *   D  any number    the table's rows in PostgreSQL's COPY text format; cut anywhere
 *   E  per table     JSON, { rows }
 *   Z  once, last    SHA-256 of every byte before this frame; without it the file is cut off
 */
export type FrameKind = 'H' | 'T' | 'D' | 'E' | 'Z'

export interface Frame {
  kind: FrameKind
  body: Buffer
}

export const headerSchema = Type.Object({
  /** 1; others are for other versions to read. */
  giliranBackup: Type.Integer(),
  /** Number of the newest migration that the data has been through. */
  schema: Type.Integer(),
  createdAt: Type.String(),
  /** Check value of the keys that the data is sealed with; null: the data brings its own, or needs none. */
  keyCheck: Type.Union([Type.String(), Type.Null()]),
  /** Last value that each sequence gave out; null: none yet. */
  sequences: Type.Record(Type.String(), Type.Union([Type.String({ pattern: '^[0-9]{1,18}$' }), Type.Null()])),
})
export type BackupHeader = Static<typeof headerSchema>

export const tableStartSchema = Type.Object({ table: Type.String(), columns: Type.Array(Type.String()) })
export type TableStart = Static<typeof tableStartSchema>

export const tableEndSchema = Type.Object({ rows: Type.Integer() })
export type TableEnd = Static<typeof tableEndSchema>

const HEAD_BYTES = 5
/** Far above what is ever written, far below what would fill memory with a damaged length. */
const BODY_BYTES_MAX = 64 * 1024 * 1024
const KINDS: ReadonlySet<string> = new Set<FrameKind>(['H', 'T', 'D', 'E', 'Z'])

/** Frames as bytes, with the sum added as their last. */
export async function* encodeFrames(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  const sum = createHash('sha256')
  for await (const frame of frames) {
    const bytes = encode(frame)
    sum.update(bytes)
    yield bytes
  }
  yield encode({ kind: 'Z', body: sum.digest() })
}

/**
 * Bytes as frames, without the sum, which is compared when it comes. Throws OperatorError
 * where the bytes end too early or go on too long, or were changed.
 */
export async function* decodeFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  const sum = createHash('sha256')
  let rest: Buffer = Buffer.alloc(0)
  let ended = false
  for await (const chunk of chunks) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    for (let length = frameLength(rest); length <= rest.length; length = frameLength(rest)) {
      if (ended) throw damaged('something follows its end')
      const kind = String.fromCharCode(rest[0]!) as FrameKind
      const body = rest.subarray(HEAD_BYTES, length)
      if (kind === 'Z') {
        if (!sum.digest().equals(body)) throw damaged('its sum is another one')
        ended = true
      } else {
        sum.update(rest.subarray(0, length))
        yield { kind, body }
      }
      rest = rest.subarray(length)
    }
  }
  if (!ended || rest.length > 0) throw damaged('its end is missing')
}

export function jsonFrame(kind: FrameKind, value: BackupHeader | TableStart | TableEnd): Frame {
  return { kind, body: Buffer.from(JSON.stringify(value)) }
}

/** What a JSON frame says. A sum can be made anew by whoever changes a file, so its shape is not taken on trust. */
export function readFrame<T extends TSchema>(schema: T, { body }: Frame): Static<T> {
  let said: unknown
  try {
    said = JSON.parse(body.toString())
  } catch {
    throw damaged('a part of it is not JSON')
  }
  if (!Value.Check(schema, said)) throw damaged('a part of it has another form')
  return said
}

export function damaged(how: string, cause?: unknown): OperatorError {
  return new OperatorError(`this backup is damaged: ${how}; nothing was restored`, { cause })
}

function encode({ kind, body }: Frame): Buffer {
  const head = Buffer.alloc(HEAD_BYTES)
  head.write(kind, 0, 'latin1')
  head.writeUInt32BE(body.length, 1)
  return Buffer.concat([head, body])
}

// Infinity: not even the head is there yet.
function frameLength(bytes: Buffer): number {
  if (bytes.length < HEAD_BYTES) return Infinity
  const length = bytes.readUInt32BE(1)
  if (!KINDS.has(String.fromCharCode(bytes[0]!)) || length > BODY_BYTES_MAX) throw damaged('it holds something else')
  return HEAD_BYTES + length
}
