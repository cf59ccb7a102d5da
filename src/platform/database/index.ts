export { connectDatabase } from './connect.ts'
export type { Database } from './connect.ts'
export { advisoryLocks } from './locks.ts'
export type * from './tables.ts'
