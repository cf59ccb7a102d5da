import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import type { Events } from '../platform/events.ts'
import type { Passes } from './passes.ts'
import { hasEnded, SESSION_HOURS_MAX } from './rules.ts'
import { endSession, readSession, type StaffSession, staffTopic, sweepSessions, writeSeen } from './store.ts'

/** Sessions as they are asked for at each request. */
export interface Sessions {
  /**
   * The session of a pass; undefined: none, or it has ended. It counts as seen now, unless a
   * screen asks by itself (`isQuiet`): a deserted one would never be signed out.
   */
  find(pass: string, options?: { isQuiet?: boolean }): Promise<StaffSession | undefined>
  /** Ends one session; of none it says nothing. */
  end(pass: string): Promise<void>
  /** Forgets what was read of the account's sessions: for changes made here; others hear of them. */
  drop(accountId: string): void
  /** Throws away what has ended long since. */
  sweep(): Promise<void>
  close(): void
}

export interface SessionNeeds {
  database: Pick<Database, 'kysely'>
  clock: Clock
  events: Pick<Events, 'on' | 'onReset' | 'aliveWithin'>
  passes: Passes
  /** A demonstration's accounts are nobody anywhere else. */
  demo: boolean
}

/** So long a session read is believed; one that ends is dropped at once by its event. */
const KEPT_MS = 2_000
/** Sessions in memory; all are forgotten when there are more, and read anew. */
const KEPT_MAX = 5_000
/** How exactly idle minutes are counted, in seconds. Less writes a row at every request. */
const SEEN_SECONDS = 60

interface Kept {
  session: StaffSession
  readMs: number
}

export function openSessions({ database: { kysely }, clock, events, passes, demo }: SessionNeeds): Sessions {
  const kept = new Map<string, Kept>()
  const drop = (accountId: string): void => {
    for (const [token, { session }] of kept) if (session.account.accountId === accountId) kept.delete(token)
  }
  const stops = [events.on(staffTopic, drop), events.onReset(() => kept.clear())]

  async function read(token: string): Promise<StaffSession | undefined> {
    const known = kept.get(token)
    const isFresh = known && performance.now() - known.readMs < KEPT_MS && events.aliveWithin(KEPT_MS)
    if (isFresh) return known.session
    const readMs = performance.now()
    const session = await readSession(kysely, token)
    if (kept.size >= KEPT_MAX) kept.clear()
    if (session) kept.set(token, { session, readMs })
    else kept.delete(token)
    return session
  }

  return {
    async find(pass, { isQuiet = false } = {}) {
      const token = passes.tokenOf(pass)
      const session = token === undefined ? undefined : await read(token)
      if (!session || (session.account.demonstration && !demo)) return undefined
      const now = clock.now()
      if (hasEnded(session, now)) return undefined
      if (!isQuiet && Temporal.Instant.compare(now, session.seenAt.add({ seconds: SEEN_SECONDS })) >= 0) {
        session.seenAt = now
        await writeSeen(kysely, session.token, now)
      }
      return session
    },
    async end(pass) {
      const token = passes.tokenOf(pass)
      if (token === undefined) return
      kept.delete(token)
      await kysely.transaction().execute((tx) => endSession(tx, token))
    },
    drop,
    sweep: () => sweepSessions(kysely, clock.now().subtract({ hours: SESSION_HOURS_MAX })),
    close() {
      for (const stop of stops) stop()
    },
  }
}
