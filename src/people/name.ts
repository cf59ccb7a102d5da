/** Longest name taken, in characters: the passport's own data page prints fewer. */
export const NAME_LENGTH_MAX = 100

export type NameReading = { ok: true; name: string } | { ok: false; fault: 'missing' | 'too-long' | 'not-a-name' }

// Control characters, direction overrides and isolates, lone surrogates, private use; and what
// makes an address of a name, which we would then send to somebody in a mail of ours.
const neverInName = /[:@\p{Cc}\p{Cs}\p{Co}\p{Cn}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u
// Letters of any script, marks, digits, punctuation and the two accents people type for an apostrophe.
const nameCharacters = /^[\p{L}\p{M}\p{N}\p{P}\p{Zs}`´]+$/u

/**
 * A name as it stands on the card: one field, never split; one word suffices; apostrophe,
 * dot and hyphen are kept. Only runs of blanks are folded (NFC, one blank).
 */
export function readName(typed: string): NameReading {
  const name = typed.normalize('NFC').replaceAll(/[ \t\u00a0\u3000]+/gu, ' ').trim()
  if (name === '') return { ok: false, fault: 'missing' }
  if (neverInName.test(name) || !nameCharacters.test(name) || !/\p{L}/u.test(name)) {
    return { ok: false, fault: 'not-a-name' }
  }
  if (name.length > NAME_LENGTH_MAX && [...name].length > NAME_LENGTH_MAX) return { ok: false, fault: 'too-long' }
  return { ok: true, name }
}

/** For eyes beside the owner's: first word whole, last initial: "Siti A.". */
export function shortName(name: string): string {
  const words = name.split(' ')
  const last = words.length > 1 ? [...words[words.length - 1]!][0] : undefined
  return last ? `${words[0]} ${last}.` : name
}
