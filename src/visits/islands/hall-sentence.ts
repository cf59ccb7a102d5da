import type { Call } from './hall-calls.ts'

export type Language = 'id' | 'en'

/** What a display may be told to speak; `none` is for a second screen in the same room. */
export const speeches = ['both', 'id', 'en', 'none'] as const
export type Speech = (typeof speeches)[number]

/** Counters up to this have a piece of their own, "dua belas"; others are spelled. */
const COUNTER_MAX = 30

export function languagesOf(speech: Speech): Language[] {
  if (speech === 'none') return []
  return speech === 'both' ? ['id', 'en'] : [speech]
}

/**
 * The pieces of a spoken call, by their names in reference/sounds: "Nomor A, nol, satu, tujuh.
 * Silakan ke loket tiga." A counter whose name has nothing to say, such as "-", is left out.
 */
export function sentenceOf({ number, counter, again }: Pick<Call, 'number' | 'counter' | 'again'>): string[] {
  const place = counterPieces(counter)
  return [
    ...(again ? ['again'] : []),
    'number',
    ...spelled(number),
    ...(place.length > 0 ? ['go-to-counter', ...place] : []),
  ]
}

function counterPieces(name: string): string[] {
  const count = /^\s*0*(\d{1,2})\s*$/.exec(name)?.[1]
  return count && Number(count) <= COUNTER_MAX && Number(count) > 0 ? [`counter-${count}`] : spelled(name)
}

/** Letter by letter and digit by digit; what is neither is silent. */
function spelled(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9]/g) ?? []).map((sign) =>
    /\d/.test(sign) ? `digit-${sign}` : `letter-${sign}`,
  )
}
