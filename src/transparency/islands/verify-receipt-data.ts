import type { Locale } from '../../platform/i18n/index.ts'
import type { ReceiptFault } from '../receipt-rules.ts'

type Word =
  | 'file' | 'paste' | 'pasteHint' | 'check' | 'isTrue' | 'isFalse' | 'unwitnessed' | 'event' | 'place' | 'seenBy'
  | 'booked' | 'moved' | 'cancelled' | 'other' | 'keys' | 'keysHint' | 'logKey' | 'witnessKeys' | 'empty' | 'badKey'

/** What the page hands over. */
export interface VerifyReceiptData {
  locale: Locale
  words: Record<Word, string>
  faults: Record<ReceiptFault, string>
  logKey: string
  witnessKeys: readonly string[]
}
