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
