import type { HallChange } from './hall-change.ts'
import type { HallKey } from './hall-store.ts'

/**
 * What processes tell one another about halls, on the topic `hall`: one message a change,
 * however many listen, sent in the transaction that makes it. JSON with short names; without
 * `c` the change was too large for a message, and the hall is read again.
 */
export const hallTopic = 'hall'

/** NOTIFY takes 7,999 bytes; the room left is for the topic's name. */
const BYTES_MAX = 7_800

interface Told {
  o: string
  s: string
  d: string
  v: number
  c?: HallChange
}

export function hallText({ officeId, siteId, day }: HallKey, version: number, change: HallChange): string {
  const told: Told = { o: officeId, s: siteId, d: day, v: version, c: change }
  const text = JSON.stringify(told)
  if (Buffer.byteLength(text) <= BYTES_MAX) return text
  const { c: _tooLarge, ...rest } = told
  return JSON.stringify(rest)
}

export function parseHallText(text: string): { key: HallKey; version: number; change: HallChange | undefined } {
  const { o, s, d, v, c } = JSON.parse(text) as Told
  return { key: { officeId: o, siteId: s, day: d }, version: v, change: c }
}
