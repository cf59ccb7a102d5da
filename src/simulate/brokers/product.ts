import { changeRefusal, changeUntil, claimEndsAt } from '../../bookings/index.ts'
import { draw, drawSeed, EntryTable, nodeSha256, offerUntil, wishesTaking, wishText } from '../../draws/index.ts'
import { freeingOf, lateFrom, opensAt, slotState, ticksLeft } from '../../schedule/index.ts'

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
  lateFrom,
  nodeSha256,
  offerUntil,
  opensAt,
  slotState,
  ticksLeft,
  wishesTaking,
  wishText,
}
export type ProductRules = typeof productRules
