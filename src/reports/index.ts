/** The public record: days and months of an office, the sample for an auditor. The only door. */
export { reportRoutes } from './api.ts'
export { reportChecks } from './check.ts'
export { reportPages } from './routes.ts'
export type { ReportPageDeps } from './routes.ts'
export { publishPast } from './past.ts'
export type { CameFact, DayFacts } from './rules.ts'
export { countDays, countDaysCron, drawSample, recordOfDay, recordOfMonth } from './service.ts'
export type { ReportDeps, Sample } from './service.ts'
