/**
 * The product's own rules, played: days for the score of expected waits, and one for the
 * demonstration. The only door.
 */
export { type DemonstrationDay, openDemonstrationDay } from './demonstration.ts'
export { cameOf, seedPastDays } from './past-days.ts'
export { demonstrationPages } from './pages/routes.ts'
export { type DayEvent, type Party, type SimulatedDay, simulateDay } from './day.ts'
export { type CallMade, playDay, type PlayedDay } from './play.ts'
export { type Score, score } from './score.ts'
export { type OfficeShape, shapes } from './shapes.ts'
export { type Market, market, type PriceRule } from './brokers/model.ts'
export { brokersPlot } from './brokers/plot.tsx'
export { reportLines, studySteps } from './brokers/report.ts'
export { atOnce } from './brokers/study.ts'
export { brokersPages } from './pages/brokers-routes.ts'
