import type { Slot } from '../../schedule/index.ts'
import { wish } from './office.ts'
import type { Person, Scene } from './play.ts'

/** What stands in the list of a draw; `person` is missing where the name was made up. */
export interface Entry {
  name: string
  person?: Person | undefined
}

/** The draw of the product over these entries, in the order drawn; `slot` is missing where it fitted no more. */
export function runDraw(
  { office, rules, random }: Pick<Scene, 'office' | 'rules' | 'random'>,
  entries: readonly Entry[],
): { entry: Entry; slot: Slot | undefined }[] {
  const word = (): string => Math.floor(random.next() * 2 ** 32).toString(16).padStart(8, '0')
  const uuid = (): string => {
    const [second, third] = [word(), word()]
    return `${word()}-${second.slice(4)}-${second.slice(0, 4)}-${third.slice(4)}-${third.slice(0, 4)}${word()}`
  }
  const bytes = (): Uint8Array => Uint8Array.fromHex(Array.from({ length: 8 }, word).join(''))
  const table = new rules.EntryTable(office.drawSlots(), entries.length)
  const wishes = [rules.wishText(wish)]
  for (const _ of entries) table.add({ id: uuid(), size: 1, wishes, day: wish.date, channel: 'home' })
  const parts = { drawId: uuid(), chainHash: bytes(), round: 1, randomness: bytes(), listRoot: bytes() }
  const drawn = rules.draw(table, rules.drawSeed(parts, rules.nodeSha256), rules.nodeSha256)
  return Array.from(drawn.order, (at) => ({ entry: entries[at]!, slot: office.slots[drawn.slot[at]!] }))
}
