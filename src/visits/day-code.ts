import type { Keys } from '../platform/crypto/index.ts'
import type { HallKey } from './hall-store.ts'

/**
 * The day's code of a site, four digits, put up at its door: who types it on a phone has been
 * there today. An HMAC of site and day, so every process knows it and nothing is stored. It
 * opens nothing by itself: checking in also takes the ticket's link and a NIK of the party,
 * and guesses are limited.
 */
export function dayCode({ lookup }: Pick<Keys, 'lookup'>, { officeId, siteId, day }: HallKey): string {
  const digest = lookup('day-code', `${officeId} ${siteId} ${day}`)
  return String(digest.readUInt32BE() % 10_000).padStart(4, '0')
}

/** The digits of what was typed, blanks and signs forgiven. */
export function readDayCode(typed: string): string {
  return typed.replaceAll(/\D/g, '')
}
