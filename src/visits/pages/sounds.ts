import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Language } from '../islands/hall-sentence.ts'
import type { Sounds } from '../islands/hall-voice.ts'

export interface LoadedSounds extends Sounds {
  /** MP3, which no packing makes smaller. */
  bytes: Buffer
}

/** The pieces of spoken calls, as reference/sounds/make.sh wrote them, each under an address that changes with it. */
export function loadSounds(): Record<Language, LoadedSounds> {
  return { id: loadOne('id'), en: loadOne('en') }
}

function loadOne(language: Language): LoadedSounds {
  const place = new URL('../../../reference/sounds/', import.meta.url)
  const bytes = readFileSync(new URL(`${language}.mp3`, place))
  const pieces = JSON.parse(readFileSync(new URL(`${language}.json`, place), 'utf8')) as Sounds['pieces']
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  return { file: `/assets/calls-${language}-${hash}.mp3`, pieces, bytes }
}
