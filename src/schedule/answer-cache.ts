import { hash } from 'node:crypto'
import type { Office } from '../offices/index.ts'
import type { OfficeSlots } from './slot-book.ts'

/** A body with its strong ETag, quotes included. */
export interface Answer {
  body: Buffer
  etag: string
}

/** What an answer is true for. */
export interface AnswerState {
  office: Office
  pages: OfficeSlots
  now: Temporal.Instant
}

interface Kept {
  answer: Answer
  office: Office
  version: number
  minute: number
  bytes: number
}

/** A quarter's answer is some 100 KB; this holds all that is asked within a busy minute. */
const bytesMaxUsual = 32 * 1024 * 1024
/** Of an entry's own objects, roughly. */
const ownBytes = 500

/**
 * Answers that were made, by the key that they were asked with. One holds as long as it
 * would be made the same again: the office is defined as it was (its object is the same),
 * its slots have the version they had, and the minute is the same, for every hour opens,
 * closes and begins on a minute. The oldest go when there is too much, so that no flood of
 * made-up questions fills the memory.
 */
export function makeAnswerCache(bytesMax = bytesMaxUsual): {
  find(key: string, state: AnswerState): Answer | undefined
  keep(key: string, state: AnswerState, text: string): Answer
} {
  const kept = new Map<string, Kept>()
  let bytes = 0

  const drop = (key: string, one: Kept): void => {
    kept.delete(key)
    bytes -= one.bytes
  }

  return {
    find: (key, { office, pages, now }) => {
      const one = kept.get(key)
      const holds = one?.version === pages.version && one.office === office && one.minute === minuteOf(now)
      return holds ? one.answer : undefined
    },
    keep: (key, { office, pages, now }, text) => {
      const body = Buffer.from(text)
      const answer = { body, etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"` }
      const before = kept.get(key)
      if (before) drop(key, before)
      const size = body.length + 2 * key.length + ownBytes
      kept.set(key, { answer, office, version: pages.version, minute: minuteOf(now), bytes: size })
      bytes += size
      for (const [oldKey, old] of kept) {
        if (bytes <= bytesMax) break
        drop(oldKey, old)
      }
      return answer
    },
  }
}

function minuteOf(now: Temporal.Instant): number {
  return Math.floor(now.epochMilliseconds / 60_000)
}
