import { randomBytes } from '../platform/crypto/index.ts'

/**
 * The ticket code, `WSB-7K4-M2PX`: three letters of the office, six random characters of
 * Crockford's Base 32 (30 bits) and a check character over all nine. No I, L, O or U: read
 * out on the phone or written by hand, I and L are taken for 1, O for 0.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_PATTERN = /^[A-HJKMNP-TV-Z]{3}[0-9A-HJKMNP-TV-Z]{7}$/
const RANDOM_CHARACTERS = 6

/**
 * Check value of a row of base-32 digits: Damm's scheme with x * y = 2x + y in GF(32),
 * polynomial x^5 + x^2 + 1. It is totally anti-symmetric, so every single wrong character
 * and every swap of neighbours is noticed (H. M. Damm, 2004, section on fields of order 2^k).
 */
function checkCharacter(characters: string): string {
  let state = 0
  for (const character of characters) {
    state ^= ALPHABET.indexOf(character)
    state <<= 1
    if (state & 32) state ^= 0b100101
  }
  return ALPHABET[state]!
}

/** Crockford's Base 32, whole groups of five bits, the first bit first; no padding sign. */
export function toBase32(bytes: Buffer): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(held >> bits) & 31]
      held &= (1 << bits) - 1
    }
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text
}

/** The reverse; undefined for a character of another alphabet. */
export function fromBase32(text: string): Buffer | undefined {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const character of text) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) return undefined
    held = (held << 5) | value
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push(held >> bits)
      held &= (1 << bits) - 1
    }
  }
  return Buffer.from(bytes)
}

/** A fresh code for an office with these three letters, without hyphens. */
export function makeCode(letters: string): string {
  let code = letters
  const bytes = randomBytes(RANDOM_CHARACTERS)
  for (let i = 0; i < RANDOM_CHARACTERS; i++) code += ALPHABET[bytes[i]! & 31]
  return code + checkCharacter(code)
}

/** What was typed or heard, in this alphabet as far as it goes: case, hyphens and blanks are forgiven. */
const withoutHyphens = (typed: string): string => typed.toUpperCase().replaceAll(/[\s.\-\u2010-\u2015\u00a0]/gu, '')
const withDigits = (text: string): string => text.replaceAll('O', '0').replaceAll(/[IL]/g, '1')
export const readBase32 = (typed: string): string => withDigits(withoutHyphens(typed))

export type CodeReading = { ok: true; code: string } | { ok: false; fault: 'missing' | 'malformed' | 'mistyped' }

/** Reads a code as heard or typed: case, hyphens and blanks are forgiven, O is 0, I and L are 1. */
export function readCode(typed: string): CodeReading {
  const plain = withoutHyphens(typed)
  if (plain === '') return { ok: false, fault: 'missing' }
  const code = plain.slice(0, 3) + withDigits(plain.slice(3))
  if (!CODE_PATTERN.test(code)) return { ok: false, fault: 'malformed' }
  if (checkCharacter(code.slice(0, -1)) !== code.at(-1)) return { ok: false, fault: 'mistyped' }
  return { ok: true, code }
}

/** As it is shown and read out: "WSB-7K4-M2PX". */
export function formatCode(code: string): string {
  return `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`
}

export function lettersOfCode(code: string): string {
  return code.slice(0, 3)
}

/**
 * A secret in a link: the office's letters, so that a look-up finds its part of the data,
 * then 128 random bits in base64url (22 characters).
 */
export function makeKey(letters: string): string {
  return letters + randomBytes(16).toString('base64url')
}

export const KEY_PATTERN = '^[A-HJKMNP-TV-Z]{3}[A-Za-z0-9_-]{22}$'
const keyPattern = new RegExp(KEY_PATTERN)

export function isKey(text: string): boolean {
  return keyPattern.test(text)
}
