/** What people tell headquarters of brokers: the only door. */
export { complaintChecks } from './check.ts'
export { eraseReports } from './erase.ts'
export { complaintPages } from './routes.ts'
