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

/** An answer by its days, to make it anew from where only some of them changed. */
export interface DayTexts {
  version: number
  texts: readonly string[]
}

interface Kept extends DayTexts {
  answer: Answer
  office: Office
  pages: OfficeSlots
  readings: number
  minute: number
  bytes: number
}

export interface AnswerCache {
  /** The answer, if it holds. */
  find(key: string, state: AnswerState): Answer | undefined
  /** The days of an answer of which nothing but counts of slots may have changed since `version`. */
  findDays(key: string, state: AnswerState): DayTexts | undefined
  keep(key: string, state: AnswerState, made: { texts: readonly string[]; whole: string }): Answer
}

/** A quarter's answer is some 100 KB, twice as it is kept; this holds what is asked within a busy minute. */
const bytesMaxUsual = 64 * 1024 * 1024
/** Of an entry's own objects, roughly. */
const ownBytes = 500

/**
 * Answers that were made, by the key that they were asked with. One holds as long as it
 * would be made the same again: the office is defined as it was (its object is the same),
 * its slots have the version they had, and the minute is the same, for every hour opens,
 * closes and begins on a minute. The oldest go when there is too much, so that no flood of
 * made-up questions fills the memory.
 */
export function makeAnswerCache(bytesMax = bytesMaxUsual): AnswerCache {
  const kept = new Map<string, Kept>()
  let bytes = 0

  const drop = (key: string, one: Kept): void => {
    kept.delete(key)
    bytes -= one.bytes
  }

  const findDays = (key: string, { office, pages, now }: AnswerState): Kept | undefined => {
    const one = kept.get(key)
    const holds = one?.office === office && one.pages === pages && one.readings === pages.readings
    return holds && one.minute === minuteOf(now) ? one : undefined
  }

  return {
    findDays,
    find: (key, state) => {
      const one = findDays(key, state)
      return one?.version === state.pages.version ? one.answer : undefined
    },
    keep: (key, { office, pages, now }, { texts, whole }) => {
      const body = Buffer.from(whole)
      const answer = { body, etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"` }
      const before = kept.get(key)
      if (before) drop(key, before)
      const size = 2 * (body.length + key.length) + ownBytes
      const { version, readings } = pages
      kept.set(key, { answer, texts, office, pages, version, readings, minute: minuteOf(now), bytes: size })
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
