import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { ownWordsSchema } from '../offices/index.ts'

/**
 * Why a slot is closed, as its row keeps it: what it is, not how one language says it, so
 * that each page says it in its own. What stands in the row otherwise is somebody's own
 * words, said as they are.
 */
const closed = { additionalProperties: false }
const kind = <const K extends string>(name: K) => Type.Literal(name)
const stored = Type.Union([
  Type.Object({ kind: kind('words'), words: ownWordsSchema }, closed),
  Type.Object({ kind: kind('holiday'), name: Type.String(), leave: Type.Boolean() }, closed),
  Type.Object({ kind: kind('provisional'), name: Type.String() }, closed),
  Type.Object({ kind: kind('season'), name: ownWordsSchema }, closed),
  Type.Object({ kind: kind('weekend') }, closed),
  Type.Object({ kind: kind('no-hours') }, closed),
  /** The day has hours, but this is none of them any more. */
  Type.Object({ kind: kind('not-planned') }, closed),
])
export type ClosedReason = Static<typeof stored>

/** As it stands in slot.closed_reason; the same reason always in the same letters. */
export function writeClosedReason(reason: ClosedReason): string {
  return JSON.stringify(reason)
}

export function readClosedReason(text: string): ClosedReason {
  if (!text.startsWith('{')) return { kind: 'words', words: text }
  try {
    const read: unknown = JSON.parse(text)
    if (Check(stored, read)) return read
  } catch (error) {
    // Words that begin like one of ours are words all the same.
    if (!(error instanceof SyntaxError)) throw error
  }
  return { kind: 'words', words: text }
}
