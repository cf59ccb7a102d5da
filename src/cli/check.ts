import { readFile } from 'node:fs/promises'
import type pg from 'pg'
import { checkPromises } from '../check.ts'
import { systemClock } from '../platform/clock.ts'
import { connectDatabase } from '../platform/database/index.ts'
import { withServerFor } from '../platform/database/open.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { readShort } from '../platform/short-answer.ts'
import type { Vkey } from '../platform/tlog/vkey.ts'
import { readTrusted, type TrustedCheckpoint } from '../transparency/index.ts'
import { readArguments, UsageError } from './arguments.ts'
import type { Terminal } from './verbs.ts'

/** Recounts every promise; exit code 1 when something differs. */
export async function run(args: string[], { config, log, say }: Terminal): Promise<number> {
  const { options } = readArguments(args, {
    places: [],
    options: { checkpoint: { type: 'string' }, witness: { type: 'string', multiple: true } },
  })
  if (options.witness && options.checkpoint === undefined) {
    throw new UsageError('--witness needs --checkpoint beside it')
  }
  const known = config.witnesses.map(({ vkey }) => vkey)
  const note = options.checkpoint === undefined ? undefined : await readNote(options.checkpoint)
  return withServerFor(config, log, 'check', async ({ url }) => {
    const database = connectDatabase(url, { connectionsMax: 1 })
    const client = await database.pool.connect()
    try {
      const toTrust = note !== undefined && { note, named: options.witness, known, say }
      const checkpoint = toTrust ? await trust(client, toTrust) : undefined
      const { checks, differences } = await checkPromises(client, systemClock.now(), checkpoint)
      for (const { name, differences: count } of checks)
        say(`${count === 0 ? 'ok  ' : 'NOT '} ${name}${count ? `: ${count}` : ''}`)
      for (const { check, office, where, what } of differences)
        say(`${check}: ${[office, where].filter(Boolean).join(', ')}: ${what}`)
      return differences.length === 0 ? 0 : 1
    } finally {
      client.release()
      await database.close()
    }
  })
}

/** A checkpoint is a few lines; a witness of any standing answers in seconds. */
const NOTE_CHARS_MAX = 1_000_000
const ANSWER_MS_MAX = 20_000

async function readNote(place: string): Promise<string> {
  try {
    if (!/^https?:/.test(place)) return await readFile(place, 'utf8')
    const answer = await fetch(place, { signal: AbortSignal.timeout(ANSWER_MS_MAX) })
    const text = await readShort(answer, NOTE_CHARS_MAX)
    if (answer.ok && text !== undefined) return text
  } catch (error) {
    throw new OperatorError(`the checkpoint ${place} cannot be read`, { cause: error })
  }
  throw new OperatorError(`${place} does not answer with a checkpoint`)
}

interface ToTrust extends Pick<Terminal, 'say'> {
  note: string
  named: string[] | undefined
  known: readonly Vkey[]
}

async function trust(client: pg.ClientBase, { note, named = [], known, say }: ToTrust): Promise<TrustedCheckpoint> {
  const checkpoint = await readTrusted(client, { note, named, known })
  const { seenAt, isByDemonstration } = checkpoint
  const whose = isByDemonstration ? "the demonstration's own witness, who is nobody else," : 'a witness'
  const seen = seenAt ? `${whose} had seen it at ${seenAt}` : 'no witness that is known here has seen it'
  say(`The checkpoint given holds ${checkpoint.size} leaves; ${seen}.`)
  return checkpoint
}
