/** Messages to the people who hold a turn: the only door. */
export { type Adapters, closeChannels, openChannels, reaches, siteUrlOf } from './open.ts'
export { contactPages, contactPart } from './pages/contact-routes.ts'
export { proofRoutes } from './proof-api.ts'
export { openProofLimits, type ProofLimits } from './proof-limits.ts'
export { sweepCodes } from './proof-store.ts'
export { openNotifier, SEND_MESSAGE_TASK } from './service.ts'
export type { Notifier, NotifyDeps } from './service.ts'
export { loadTexts } from './texts.ts'
