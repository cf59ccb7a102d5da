import { setTimeout as pause } from 'node:timers/promises'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Clock } from '../platform/clock.ts'
import { advisoryLocks, type Database, type Tables } from '../platform/database/index.ts'
import { notifyAll } from '../platform/events.ts'
import { describeFailure } from '../platform/failure.ts'
import type { Log } from '../platform/log.ts'
import { formatCheckpoint } from '../platform/tlog/checkpoint.ts'
import { leafEntry } from '../platform/tlog/leaf.ts'
import { EMPTY_ROOT } from '../platform/tlog/merkle.ts'
import { nodeHasher } from '../platform/tlog/node-hasher.ts'
import { signNote } from '../platform/tlog/note.ts'
import type { Signer } from '../platform/tlog/vkey.ts'
import { dropDoubles, type Growth, hasPending, numberPending, readCheckpoint, writeGrowth } from './store.ts'
import { type GrowingTree, LedgerFault, openTree } from './tree.ts'

/**
 * Gives waiting traces their place in the log. Any number of processes try; who holds the
 * lock appends one batch: leaves, tiles, signed checkpoint and the end of the waiting, in one
 * transaction. Killed at any moment, it has appended the batch or nothing of it.
 *
 *   idle --a second, or told--> looking --something waits--> locked --commit--> looking
 *   looking --nothing waits--> idle        locked --another has it--> idle
 */
export interface SequencerNeeds {
  database: Pick<Database, 'kysely'>
  clock: Clock
  log: Log
  signer: Signer
  /** Most leaves of one transaction: bounds how long hashing keeps the process from its requests. */
  batchMax?: number
}

export interface Sequencer {
  /** Appends one batch; its leaves, or undefined where another process is at it. */
  append(): Promise<number | undefined>
  /** Appends all that waits, unless another process is at it. */
  drain(): Promise<void>
  /** Appends what comes from now on, until `stop`. */
  start(): void
  stop(): Promise<void>
}

/** Word that there is a new checkpoint; its size. */
export const ledgerTopic = 'ledger'

const BATCH_MAX = 1024
const LOOK_MS = 1_000
const UNIQUE_VIOLATION = '23505'

export function openSequencer(needs: SequencerNeeds): Sequencer {
  return new LogSequencer(needs)
}

class LogSequencer implements Sequencer {
  private readonly needs: SequencerNeeds
  private readonly batchMax: number
  /** The tree as this process has left it: good for as long as nobody else has appended. */
  private tree: GrowingTree | undefined
  private readonly stopping = new AbortController()
  private running: Promise<void> | undefined

  constructor(needs: SequencerNeeds) {
    this.needs = needs
    this.batchMax = needs.batchMax ?? BATCH_MAX
  }

  async append(): Promise<number | undefined> {
    const { kysely } = this.needs.database
    try {
      return await kysely.transaction().execute((tx) => this.appendIn(tx))
    } catch (error) {
      // Whatever was appended to it in memory is not in the database.
      this.tree = undefined
      if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error
      await this.forgetDoubles(kysely)
      return 0
    }
  }

  async drain(): Promise<void> {
    await this.begin()
    const { signal } = this.stopping
    while (!signal.aborted && (await hasPending(this.needs.database.kysely))) {
      if (!(await this.append())) return
    }
  }

  start(): void {
    this.running ??= this.keepUp()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.running
  }

  private async keepUp(): Promise<void> {
    const { signal } = this.stopping
    while (!signal.aborted) {
      try {
        await this.drain()
      } catch (error) {
        const why = error instanceof LedgerFault ? error.message : undefined
        this.needs.log.error({ why, failure: describeFailure(error) }, 'the ledger could not be appended to')
      }
      await pause(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }

  /** A log has a checkpoint before it has leaves. */
  private async begin(): Promise<void> {
    const { kysely } = this.needs.database
    if (this.tree || (await readCheckpoint(kysely))) return
    await kysely.transaction().execute(async (tx) => {
      if ((await lock(tx)) && !(await readCheckpoint(tx))) await this.sign(tx, { size: 0, root: EMPTY_ROOT, tiles: [] })
    })
  }

  private async appendIn(tx: Transaction<Tables>): Promise<number | undefined> {
    if (!(await lock(tx))) return undefined
    const last = (await readCheckpoint(tx)) ?? { size: 0, root: Buffer.from(EMPTY_ROOT) }
    const leaves = await numberPending(tx, { from: last.size, max: this.batchMax })
    if (leaves.length === 0) return 0
    if (this.tree?.frontier.size !== last.size) this.tree = await openTree(tx, last)
    const { frontier, grower } = this.tree
    for (const { officeId, commitment, subject } of leaves) {
      frontier.append(nodeHasher.leafHash(leafEntry(officeId, commitment, subject)), (...node) => grower.put(...node))
    }
    await this.sign(tx, { size: frontier.size, root: frontier.root(), tiles: grower.takeChanged() })
    return leaves.length
  }

  private async sign(
    tx: Transaction<Tables>,
    { size, root, tiles }: { size: number; root: Uint8Array } & Pick<Growth, 'tiles'>,
  ): Promise<void> {
    const { clock, signer } = this.needs
    const note = signNote(formatCheckpoint({ origin: signer.vkey.name, size, root }), [signer])
    await writeGrowth(tx, { tiles, checkpoint: { size, root: Buffer.from(root), note, signedAt: clock.now() } })
    await notifyAll(tx, ledgerTopic, String(size))
  }

  /** Whoever restores or repairs by hand may hand a trace over twice: it stays the one leaf it is. */
  private async forgetDoubles(kysely: Kysely<Tables>): Promise<void> {
    const dropped = await kysely.transaction().execute(async (tx) => ((await lock(tx)) ? dropDoubles(tx) : 0))
    if (dropped > 0) this.needs.log.error({ dropped }, 'traces were handed to the ledger twice')
  }
}

/** Who stops in the middle, however, gives the lock back: the server ends a session that says nothing for so long. */
const SILENCE_MAX = '20s'

async function lock(tx: Transaction<Tables>): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(${advisoryLocks.ledger}) as held,
           set_config('idle_in_transaction_session_timeout', ${SILENCE_MAX}, true)`.execute(tx)
  return rows[0]!.held
}
