import type { View } from '../../web/index.ts'
import type { FloorWords } from '../islands/screen.ts'
import english from './messages.floor.en.ts'
import indonesian from './messages.floor.id.ts'

/** The sentences of the two screens in the page's language, as the browser gets them. */
export function floorWords({ locale }: Pick<View, 'locale'>): FloorWords {
  return locale === 'id' ? indonesian : english
}

/** An island's data with the words and the language it needs. */
export function withWords<T extends object>(view: View, facts: T) {
  return { ...facts, words: floorWords(view), locale: view.locale }
}

/** What a key does before the script has started. */
export const nothing = (): void => undefined
