export { DRAW_PARTY_MAX, type DrawSlot, WISHES_MAX, type Wish, parseWish, wishTakes, wishText } from './wishes.ts'
export { compareSlots, wishSpans } from './wishes.ts'
export { type DrawEntry, type EntryChannel, EntryTable, entryChannels } from './entry-table.ts'
export { nodeSha256 } from './node-sha256.ts'
export { type Drawn, allocate, draw, drawOrder, drawSeed } from './rules.ts'
export { RULES_HASH, RULES_VERSION } from './rules-hash.ts'
export { type ChiSquare, chiSquareTail, type GroupRow, type GroupTable, groupTables } from './statistics.ts'
export { type BeaconChain, type BeaconRound, QUICKNET, roundAt, timeOf, verifyRound } from './beacon.ts'
export { BeaconError, type BeaconFault, type BeaconSource, localBeacon, openBeacon } from './beacon-source.ts'
export {
  DRAW_FILE,
  DRAW_FROZEN,
  drawFile,
  type DrawHeader,
  entryLeaf,
  entryLine,
  type EntryResult,
  type Evidence,
  freezeDetails,
  type ListEntry,
  seatsHash,
} from './file.ts'
export { ListRoot } from './list-root.ts'
export { type Step, type Trust, type Verdict, verifyDraw, verifySteps } from './verify.ts'

// The draw as people and staff meet it.
export { drawApi } from './api.ts'
export { drawChecks } from './check.ts'
export { changeWishes, entryOfKey, entryOfNik, leave } from './change.ts'
export { enter, type EnterRequest } from './enter.ts'
export { entryNumber } from './entry-number.ts'
export { findDraw } from './find-draw.ts'
export { entryNow } from './entry-now.ts'
export { drawErrors } from './errors.ts'
export type { Draw, DrawDeps, Entry, EvidenceOfTime } from './model.ts'
export { verifyEntry } from './outrank.ts'
export { eraseEntries } from './erase.ts'
export { openDraws } from './open.ts'
export { publicFile, publicHeader } from './public-file.ts'
export { drawPages } from './routes/index.ts'
export { drawPart } from './routes/draw.ts'
export { readDraw, readEntry } from './store.ts'
export { DRAWS_TASK, runDraws } from './run-draws.ts'
export { verifyDrawPages } from './verify-routes.ts'
export { type DrawOfMonth, drawsOfMonth } from './of-month.ts'
export { syncDraws } from './sync.ts'
export { announceDemonstrationDraw, seedDemonstrationDraw } from './demonstration.ts'

// Freed seats down the order.
export { acceptOffer, declineOffer } from './answer-offer.ts'
export { offerFreedSeats, OFFERS_TASK } from './offers.ts'
export { offerChecks } from './offer-check.ts'
export { offerNow } from './offer-view.ts'
export { offerPages } from './pages/offer-routes.ts'
export { staffOfferPages } from './pages/staff-offer-routes.ts'
export { type FreedCounts, freedCounts } from './freed-counts.ts'
export { offerUntil, wishesTaking } from './offer-rules.ts'
