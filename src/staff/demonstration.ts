import type { StaffRole } from '../platform/database/index.ts'
import type { StaffDeps } from './deps.ts'
import { insertAccount, traceChange } from './store.ts'

/** Shown on the sign-in page of a demonstration, and good for nothing anywhere else. */
export const DEMONSTRATION_PASSWORD = 'giliran-peragaan'

export interface DemonstrationAccount {
  name: string
  displayName: string
  role: StaffRole
}

/** One for each role; two counters, since they take turns. */
export const demonstrationAccounts: readonly DemonstrationAccount[] = [
  { name: 'resepsionis', displayName: 'Sari Utami', role: 'reception' },
  { name: 'loket-1', displayName: 'Rina Wulandari', role: 'counter' },
  { name: 'loket-2', displayName: 'Bagus Prakoso', role: 'counter' },
  { name: 'pengawas', displayName: 'Dewi Lestari', role: 'supervisor' },
  { name: 'kepala', displayName: 'Hendra Wijaya', role: 'office-head' },
  { name: 'pusat', displayName: 'Made Suryani', role: 'headquarters' },
]

/** Makes the demonstration's accounts that are not there yet, at every bookable office. Repeatable; any process may. */
export async function seedDemonstrationStaff(
  { database, clock, offices, auth, demo }: Pick<StaffDeps, 'database' | 'clock' | 'offices' | 'auth' | 'demo'>,
): Promise<void> {
  if (!demo) throw new Error('only a demonstration has accounts with a known password')
  const bookable = offices.all().flatMap(({ officeId, bookable }) => (bookable ? [officeId] : []))
  const names = demonstrationAccounts.map(({ name }) => name)
  const { kysely } = database
  const rows = await kysely
    .selectFrom('staff_account')
    .select('account_name')
    .where('account_name', 'in', names)
    .execute()
  const known = new Set(rows.map((row) => row.account_name))
  const missing = demonstrationAccounts.filter(({ name }) => !known.has(name))
  if (missing.length === 0 || bookable.length === 0) return
  const passwordHash = await (await auth()).hash(DEMONSTRATION_PASSWORD)
  const now = clock.now()
  await kysely.transaction().execute(async (tx) => {
    for (const one of missing) {
      const account = { ...one, offices: one.role === 'headquarters' ? [] : bookable }
      const made = await insertAccount(
        tx,
        { ...account, passwordHash, passwordGiven: false, demonstration: true },
        now,
      )
      // Another process was faster: its trace stands.
      if (made !== undefined) await traceChange(tx, { kind: 'staff-added', account, actor: { kind: 'system' } }, now)
    }
  })
}
