/** The day at the office: check-in, queues, counters, calling, display, the live ticket. The only door. */
export { openVisits } from './open.ts'
export type { OpenVisits, Visits } from './open.ts'
export { visitRoutes } from './routes.ts'
export type { VisitDeps } from './deps.ts'
export { displayPages } from './pages/display-routes.ts'
