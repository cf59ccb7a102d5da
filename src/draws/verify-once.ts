import { TlogError, type TlogFault } from '../platform/tlog/fault.ts'
import { LogAway, type LogFiles } from '../platform/tlog/read-log.ts'
import { secondsOf } from './beacon.ts'
import { commitmentsOf, nameOf, readClosings, type ReadClosings, unnamedClosings } from './closings.ts'
import { DRAW_FROZEN, type DrawHeader } from './file.ts'
import { type Finding, limited, right, wrong } from './finding.ts'
import type { Sha256 } from './hashing.ts'
import { firstSeen, keysOf, openEvidence, parseObject, type TrustedKeys } from './verify-leaf.ts'

interface OnceNeeds {
  trust: TrustedKeys
  /** The log's files; undefined: it is not looked at. */
  files: LogFiles | undefined
  sha256: Sha256
}

/** Whether the draw's list was closed but once; and if more often, whether anybody could have chosen. */
export async function findOnce(header: DrawHeader, needs: OnceNeeds): Promise<Finding> {
  const { freeze, beacon, round } = header
  const closings = [...(freeze.earlier ?? []), freeze]
  const commitments = commitmentsOf(closings)
  const said = closings.map(({ opening }) => parseObject(opening))
  const broken = said.findIndex((one, at) => !isNext(header, one, commitments[at - 1]))
  if (broken >= 0) return wrong('once-chain', { count: broken + 1 })
  const read = await readLogOf(header, needs)
  if (read && 'state' in read && read.state === 'wrong') return read
  const { own, beside } = read && 'closings' in read ? unnamedClosings(header, new Set(commitments), read) : nobody
  if (own) return wrong('once-other', { draw: own.draw, index: own.index })
  const seenAt = firstSeen(header, needs.trust)?.timestamp
  const wasKnown = (one: Record<string, unknown> | undefined): boolean =>
    seenAt === undefined || one?.chainHash !== beacon.chainHash || secondsOf(beacon, Number(one.round)) <= seenAt
  const known = said.slice(0, -1).findLast(wasKnown)
  if (known) return limited('once-again', { count: closings.length, round: Number(known.round) })
  if (beside.length > 0) return limited('once-beside', { draw: beside[0]!.draw, index: beside[0]!.index })
  if (!read) return limited('once-unread')
  if ('state' in read) return read
  if (read.seenAt < secondsOf(beacon, round)) return limited('once-early')
  return right('once-only', { lines: read.lines })
}

const nobody = { own: undefined, beside: [] }

/** Whether it closes a list of the same draw, instead of the one before it and of no other. */
function isNext(
  { office, draw }: DrawHeader,
  said: Record<string, unknown> | undefined,
  before: string | undefined,
): boolean {
  return said?.kind === DRAW_FROZEN && said.office === office && typeof said.draw === 'string' &&
    nameOf(said.draw) === nameOf(draw) && Number.isSafeInteger(said.round) && said.insteadOf === before
}

/** At that address is no log, or another: the file may have been copied to where it is. */
const areOthers: ReadonlySet<TlogFault> = new Set(['note', 'checkpoint', 'origin', 'unsigned'])

/** The office's closings; a finding where the log cannot be read, or is not the one that the file names. */
async function readLogOf(header: DrawHeader, needs: OnceNeeds): Promise<ReadClosings | Finding | undefined> {
  const { trust, files, sha256 } = needs
  const log = trust.log ?? keysOf([header.log])?.[0]
  const known = openEvidence(header, trust)
  if (!files || !log || !known || 'state' in known) return undefined
  const witnesses = trust.witnesses ?? keysOf(header.witnesses) ?? []
  try {
    return await readClosings(files, {
      office: header.office,
      log,
      witnesses,
      mlDsa44: trust.mlDsa44,
      known,
      sha256,
    })
  } catch (error) {
    if (error instanceof LogAway) return limited('once-unread', { why: error.message })
    if (!(error instanceof TlogError)) throw error
    const why = { why: error.message }
    return areOthers.has(error.fault) ? limited('once-unread', why) : wrong('once-log', why)
  }
}
