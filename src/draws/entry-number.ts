import { fromBase32, readBase32, toBase32 } from '../bookings/index.ts'

/**
 * The number by which everybody may speak of an entry, `7K4M-2PXA`: the first 40 bits of its id
 * in Crockford's Base 32. The id is public and random, so the number tells nothing that the
 * public list does not, and it opens nothing: for that there is the code. Numbers sort as ids
 * do. Two of a million entries may share one; whoever looks a number up gets both.
 */
const HEX_DIGITS = 10
const SIGNS = 8

/** As it is shown, printed and read out: "7K4M-2PXA". */
export function entryNumber(entryId: string): string {
  return formatNumber(toBase32(Buffer.from(entryId.replaceAll('-', '').slice(0, HEX_DIGITS), 'hex')))
}

/** Reads a number as typed: case, hyphens and blanks are forgiven, O is 0, I and L are 1. */
export function readEntryNumber(typed: string): string | undefined {
  const signs = readBase32(typed)
  return signs.length === SIGNS && fromBase32(signs) ? formatNumber(signs) : undefined
}

const formatNumber = (signs: string): string => `${signs.slice(0, SIGNS / 2)}-${signs.slice(SIGNS / 2)}`

/** The first and the last id, of those that there may be, that have this number. */
export function idsOfNumber(number: string): { first: string; last: string } {
  const hex = fromBase32(readBase32(number))!.toString('hex')
  const idWith = (rest: '0' | 'f'): string =>
    hex.padEnd(32, rest).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { first: idWith('0'), last: idWith('f') }
}
