import type { SlotCounts } from './slot.ts'

/**
 * What processes tell one another about slots, on the topic `slots`:
 *
 *   text    = office *( ';' office )
 *   office  = officeId ' ' ( '*' / counts *( ',' counts ) )
 *   counts  = slotId ':' capacity ':' taken ':' withheld      (decimal, absolute values)
 *
 * `*`: read this office again. The values are absolute, so a message that comes twice does
 * no harm; they must be sent inside the transaction that changes them, for only then does
 * PostgreSQL deliver them in the order of the commits.
 */
export const slotsTopic = 'slots'

/** NOTIFY takes 7,999 bytes; the room left is for the topic's name. All is ASCII, so characters are bytes. */
const textBytesMax = 7000

/** The texts that tell of `counts`: as many as it takes to keep each within one NOTIFY. Nothing to tell: none. */
export function slotsTopicTexts(officeId: string, counts: readonly SlotCounts[]): string[] {
  const texts: string[] = []
  let text = ''
  for (const { slotId, capacity, taken, withheld } of counts) {
    const one = `${slotId}:${capacity}:${taken}:${withheld}`
    if (text !== '' && text.length + 1 + one.length > textBytesMax) {
      texts.push(text)
      text = ''
    }
    text += text === '' ? `${officeId} ${one}` : `,${one}`
  }
  if (text !== '') texts.push(text)
  return texts
}

/** The text that makes every process read the office's slots again. */
export function slotsReloadText(officeId: string): string {
  return `${officeId} *`
}

/** What is told of one office; `counts` undefined: read it again. */
export interface SlotsTold {
  officeId: string
  counts?: SlotCounts[]
}

/** The reverse. A text of another form is undefined as a whole. */
export function parseSlotsText(text: string): SlotsTold[] | undefined {
  const told = text.split(';').map(parseOffice)
  return told.every((one) => one !== undefined) ? told : undefined
}

const countsPattern = /^\d+:\d+:\d+:\d+(?:,\d+:\d+:\d+:\d+)*$/

function parseOffice(text: string): SlotsTold | undefined {
  const space = text.indexOf(' ')
  if (space < 1) return undefined
  const officeId = text.slice(0, space)
  const rest = text.slice(space + 1)
  if (rest === '*') return { officeId }
  if (!countsPattern.test(rest)) return undefined
  const counts = rest.split(',').map((one): SlotCounts => {
    const [slotId, capacity, taken, withheld] = one.split(':')
    return { slotId: slotId!, capacity: Number(capacity), taken: Number(taken), withheld: Number(withheld) }
  })
  return { officeId, counts }
}
