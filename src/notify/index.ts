/** Messages to the people who hold a turn: the only door. */
export { openNotifier } from './service.ts'
export type { Notifier, NotifyDeps } from './service.ts'
