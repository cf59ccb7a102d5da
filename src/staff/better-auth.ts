import { randomUUID } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { twoFactor, username } from 'better-auth/plugins'
import type { KyselyPlugin } from 'kysely'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import { PASSWORD_LENGTH, SESSION_HOURS_MAX } from './rules.ts'
import { takeCode } from './store.ts'

export interface LibraryNeeds {
  database: Pick<Database, 'kysely'>
  clock: Clock
  /** At least 32 characters; signs sessions and encrypts the seeds of codes. */
  secret: string
}

/** Goes before the names of the library's cookies. They stay between it and auth.ts: no browser sees them. */
export const COOKIE_PREFIX = 'giliran'

/** Our connections read instants as Temporal; the library counts with Date. */
const instantsAsDates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({
    ...result,
    rows: result.rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          value instanceof Temporal.Instant ? new Date(value.epochMilliseconds) : value,
        ]),
      ),
    ),
  }),
}

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

/** Its words for tables and columns, and ours. */
const tables = {
  user: {
    modelName: 'staff_account',
    fields: { name: 'display_name', emailVerified: 'email_verified', ...times },
  },
  account: {
    modelName: 'staff_password',
    fields: { userId: 'account_id', providerId: 'provider_id', accountId: 'provider_account_id', ...times },
  },
  verification: { modelName: 'staff_challenge', fields: { expiresAt: 'expires_at', ...times } },
} as const

const sessionTable = {
  modelName: 'staff_session',
  fields: {
    userId: 'account_id',
    expiresAt: 'expires_at',
    ipAddress: 'ip_address',
    userAgent: 'user_agent',
    ...times,
  },
} as const

const codesTable = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'staff_two_factor',
    fields: {
      userId: 'account_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
} as const

/**
 * better-auth over the tables of 0002_staff.sql. It is asked for four things: hash a
 * password, check one, check a code, keep the seed of the codes. Rows of accounts are
 * written by store.ts, together with their trace; whether a session still stands is decided
 * by rules.ts. Its routes are not served, and it sends nothing. Guesses are counted by
 * limits.ts, over all processes; of its own counts one cannot be turned off: five wrong codes
 * end the challenge they were typed for.
 */
export function openLibrary({ database, clock, secret }: LibraryNeeds) {
  const now = (): Date => new Date(clock.now().epochMilliseconds)
  return betterAuth({
    appName: 'Giliran',
    // Nothing of it is served, so no address of it is ever used.
    baseURL: 'http://giliran.invalid',
    secret,
    database: { db: database.kysely.withPlugin(instantsAsDates), type: 'postgres' },
    telemetry: { enabled: false },
    // It names accounts in what it logs.
    logger: { disabled: true },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: false,
      ipAddress: { disableIpTracking: true },
      // Our rows say more than it asks for (roles), and lack what only foreign sign-ins would fill.
      database: { generateId: () => randomUUID(), validateSchema: false },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    ...tables,
    session: {
      ...sessionTable,
      expiresIn: SESSION_HOURS_MAX * 3600,
      disableSessionRefresh: true,
      // Ours, by our clock; see rules.ts.
      additionalFields: {
        beganAt: { type: 'date', fieldName: 'began_at', required: true, input: false, defaultValue: now },
        seenAt: { type: 'date', fieldName: 'seen_at', required: true, input: false, defaultValue: now },
      },
    },
    databaseHooks: {
      session: {
        create: {
          // It takes the same six digits for a minute and a half, as often as they come.
          async before({ userId }, context) {
            if (context?.path !== '/two-factor/verify-totp') return
            const { code } = context.body as { code: string }
            if (!(await takeCode(database.kysely, userId, code))) throw new APIError('UNAUTHORIZED')
          },
        },
      },
    },
    plugins: [
      // What a name may be is said by rules.ts and by the table.
      username({
        displayUsername: false,
        minUsernameLength: 1,
        usernameValidator: () => true,
        schema: { user: { fields: { username: 'account_name' } } },
      }),
      // Its lockout would answer a right code with "wrong", and not say for how long.
      twoFactor({ issuer: 'Giliran', schema: codesTable, accountLockout: { enabled: false } }),
    ],
  })
}
