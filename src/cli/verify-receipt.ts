import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import { OperatorError } from '../platform/operator-error.ts'
import { TlogError } from '../platform/tlog/fault.ts'
import { mlDsa44 } from '../platform/tlog/node-ml-dsa.ts'
import { parseVkey, type Vkey } from '../platform/tlog/vkey.ts'
import { type ProvenEvent, ReceiptError, type ReceiptFault, verifyReceipt } from '../transparency/index.ts'
import { readArguments, UsageError } from './arguments.ts'
import type { Terminal } from './verbs.ts'

/** In one sentence, for whoever holds the file. */
const meanings: Record<ReceiptFault, string> = {
  receipt: 'this is not a receipt of Giliran, or a part of it is missing',
  proof: 'the proof is damaged or cut off',
  cut: 'the proof is cut off',
  elsewhere: 'FORGED or damaged: the log does not hold this event at that place',
  mixed: 'put together: its events are not of one and the same turn',
  note: 'the checkpoint is damaged or cut off',
  checkpoint: 'what stands for the checkpoint is none',
  signature: 'FORGED or damaged: a signature does not belong to what it stands under',
  unsigned: 'the log whose key you gave has not signed this',
  origin: "this receipt is another log's",
  vkey: 'a key in it is damaged',
}

/**
 * Verifies a receipt without asking anybody; exit code 1 when it does not hold, or when none of
 * the witnesses asked for has cosigned one of its events.
 */
export async function run(args: string[], { say }: Pick<Terminal, 'say'>): Promise<number> {
  const { places: [file], options } = readArguments(args, {
    places: ['FILE'],
    options: { log: { type: 'string' }, witness: { type: 'string', multiple: true, default: [] } },
  })
  if (!options.log) throw new UsageError('--log is missing: the key of the log, which the office publishes')
  const witnesses = options.witness.map((key) => keyOf('--witness', key))
  const keys = { log: keyOf('--log', options.log), witnesses, mlDsa44 }
  const text = await readReceipt(file)
  try {
    const proven = verifyReceipt(text, keys)
    proven.forEach((one, at) => tell(one, at + 1, say))
    if (keys.witnesses.length === 0) {
      say('True by the word of the log alone. With --witness KEY you also ask who else has seen it.')
      return 0
    }
    const unseen = proven.filter(({ cosignatures }) => cosignatures.length === 0).length
    if (unseen > 0) say(`NOT WITNESSED: ${unseen} of ${proven.length} events, by any witness you named`)
    return unseen > 0 ? 1 : 0
  } catch (error) {
    if (!(error instanceof ReceiptError)) throw error
    say(`NOT TRUE${error.event > 0 ? `, event ${error.event}` : ''}: ${meanings[error.fault]} (${error.message})`)
    return 1
  }
}

function tell({ what, index, size, cosignatures }: ProvenEvent, event: number, say: Terminal['say']): void {
  say(`ok  event ${event}: ${JSON.stringify(what)}`)
  say(`    stands in the log as leaf ${index} of ${size}`)
  for (const { name, timestamp } of cosignatures) {
    say(`    ${name} has seen it by ${Temporal.Instant.fromEpochMilliseconds(timestamp * 1000).toString()}`)
  }
}

function keyOf(option: string, text: string): Vkey {
  try {
    return parseVkey(text.trim())
  } catch (error) {
    if (error instanceof TlogError) throw new UsageError(`${option}: ${error.message}`)
    throw error
  }
}

async function readReceipt(file: string): Promise<string> {
  try {
    return file === '-' ? await readAll(process.stdin) : await readFile(file, 'utf8')
  } catch (error) {
    throw new OperatorError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
