/** The day at the office: check-in, queues, counters, calling, display, the live ticket. The only door. */
export { openVisits } from './open.ts'
export type { OpenVisits, Visits } from './open.ts'
export { visitRoutes } from './routes.ts'
export type { VisitDeps } from './deps.ts'
export { displayPages } from './pages/display-routes.ts'
export { floorPages } from './pages/floor-routes.ts'
export type { FloorPageDeps } from './pages/floor-routes.ts'

// The pure rules of the day, for whoever plays one: src/simulate.
export { dueOf } from './arrival.ts'
export { comingOf } from './coming.ts'
export { nextStage } from './journey.ts'
export { type FloorCounter, type FloorVisit, type PriorityKind, priorityKinds } from './model.ts'
export type { ServiceTime, TurnCounts } from './model.ts'
export { callingOrder, firstOfHeads, turnsAfter } from './order.ts'
export type { OrderRules } from './order-types.ts'
export { expectedWaits, type HallAhead } from './wait.ts'
export { afterBreaks, afterWorking } from './working-time.ts'
