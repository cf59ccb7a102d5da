import { changeRefusal, changeUntil, claimEndsAt } from '../../bookings/index.ts'
import { draw, drawSeed, EntryTable, nodeSha256, wishText } from '../../draws/index.ts'
import { freeingOf, opensAt, slotState, ticksLeft } from '../../schedule/index.ts'

/**
 * The product's own rules that are played: these very functions, no copies. A test counts
 * their calls; what a play decides without them is only what brokers and people do.
 */
export const productRules = {
  changeRefusal,
  changeUntil,
  claimEndsAt,
  draw,
  drawSeed,
  EntryTable,
  freeingOf,
  nodeSha256,
  opensAt,
  slotState,
  ticksLeft,
  wishText,
}
export type ProductRules = typeof productRules
