/** The log of all that happened, for everybody to check: the only door. */
export { type Evidence, type Ledger, type LedgerNeeds, openLedger, type TraceName } from './ledger.ts'
export { ledgerChecks, type TrustedCheckpoint } from './check.ts'
export { ledgerTopic } from './sequencer.ts'
export { ledgerRoutes } from './routes.ts'
export { readTrusted } from './trusted.ts'
