/** Messages to the people who hold a turn: the only door. */
export { type Adapters, closeChannels, openChannels, reaches, siteUrlOf } from './open.ts'
export { webhookRoutes } from './api.ts'
export { sweepReports } from './reports.ts'
export { openNotifier } from './service.ts'
export type { Notifier, NotifyDeps } from './service.ts'
export { loadTexts } from './texts.ts'
