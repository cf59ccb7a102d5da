import type { View } from '../../web/index.ts'
import type { ReceptionWords } from '../islands/reception-types.ts'
import english from './messages.reception.en.ts'
import indonesian from './messages.reception.id.ts'

/** The screen's sentences in the page's language, as the browser gets them. */
export function receptionWords({ locale }: Pick<View, 'locale'>): ReceptionWords {
  return locale === 'id' ? indonesian.screen : english.screen
}
