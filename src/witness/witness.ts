import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { type Checkpoint, parseCheckpoint } from '../platform/tlog/checkpoint.ts'
import { cosign } from '../platform/tlog/cosignature.ts'
import { TlogError } from '../platform/tlog/fault.ts'
import { openNote } from '../platform/tlog/note.ts'
import type { Signer, Vkey } from '../platform/tlog/vkey.ts'
import { judge, originOf, readAddCheckpoint } from './rules.ts'
import { logId, type WitnessState } from './state.ts'

/** Answers logs that want a cosignature (c2sp.org/tlog-witness). */
export interface Witness {
  vkey: Vkey
  /** Answers `add-checkpoint`: at once and whole, so that no two requests are under way at the same time. */
  addCheckpoint(body: string): Answer
  /** The latest checkpoint cosigned, with the witness's own line; by the SHA-256 of the log's origin in hex. */
  latest(id: string): string | undefined
  /** What it holds of each log. */
  held(): { origin: string; id: string; size: number | undefined }[]
}

export interface Answer {
  status: number
  contentType: string
  body: string
}

export interface WitnessNeeds {
  signer: Signer
  /** Keys of the logs that it cosigns for, by name, which is the origin. */
  logs: readonly Vkey[]
  state: WitnessState
  clock: Clock
  log: Log
}

/** Throws OperatorError when what it remembers does not verify: such a witness must not go on. */
export function openWitness({ signer, logs, state, clock, log }: WitnessNeeds): Witness {
  const keysOf = Map.groupBy(logs, ({ name }) => name)
  const ids = new Map([...keysOf.keys()].map((origin) => [logId(origin), origin]))
  const heldOf = (origin: string): Checkpoint | undefined => {
    const note = state.read(origin)
    return note === undefined ? undefined : remembered(origin, note, signer.vkey)
  }
  for (const origin of keysOf.keys()) heldOf(origin)
  return {
    vkey: signer.vkey,
    addCheckpoint(body) {
      const request = readAddCheckpoint(body)
      const origin = request && originOf(request.note)
      if (!request || origin === undefined) return plain(400, 'this is not a request to add a checkpoint')
      const keys = keysOf.get(origin)
      if (!keys) return plain(404, 'this witness does not cosign for such a log')
      const held = heldOf(origin)
      const judged = judge(request, { keys, held })
      if ('status' in judged) {
        if (judged.fork) {
          state.keepFork(origin, held!.size, judged.fork)
          log.error({ origin, size: held!.size }, 'the log has signed two trees of one size; the proof is kept')
        }
        log.warn({ origin, status: judged.status }, judged.why)
        return judged.status === 409 ? sizeAnswer(held?.size ?? 0) : plain(judged.status, judged.why)
      }
      const time = Math.floor(clock.now().epochMilliseconds / 1000)
      const line = cosign({ text: judged.text, signer, time })
      // Before the answer: a witness that forgets what it has cosigned can be made to cosign two trees.
      if (judged.checkpoint.size > (held?.size ?? -1)) state.keep(origin, judged.note + line)
      log.debug({ origin, size: judged.checkpoint.size }, 'cosigned')
      return { status: 200, contentType: 'text/plain; charset=utf-8', body: line }
    },
    latest: (id) => {
      const origin = ids.get(id)
      return origin === undefined ? undefined : state.read(origin)
    },
    held: () => [...ids].map(([id, origin]) => ({ origin, id, size: heldOf(origin)?.size })),
  }
}

/** Its own signature stands under all that a witness remembers: half a file, or another's, shows. */
function remembered(origin: string, note: string, own: Vkey): Checkpoint {
  try {
    const checkpoint = parseCheckpoint(openNote(note, [own]).text)
    if (checkpoint.origin === origin) return checkpoint
  } catch (error) {
    if (!(error instanceof TlogError)) throw error
  }
  throw new OperatorError(`what is kept of ${origin} is not what this witness has cosigned; it must not go on`)
}

function sizeAnswer(size: number): Answer {
  return { status: 409, contentType: 'text/x.tlog.size', body: `${size}\n` }
}

function plain(status: number, words: string): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${words}\n` }
}
