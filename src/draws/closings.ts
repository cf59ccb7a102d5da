import { fromHex, toHex } from '../platform/tlog/bytes.ts'
import { openCheckpoint } from '../platform/tlog/checkpoint.ts'
import { TlogError } from '../platform/tlog/fault.ts'
import { commitmentTo, readLeafEntry } from '../platform/tlog/leaf.ts'
import { treeHasher } from '../platform/tlog/merkle.ts'
import type { MlDsa44 } from '../platform/tlog/note.ts'
import { LogAway, type LogFiles, readLog, type SignedTree } from '../platform/tlog/read-log.ts'
import type { Vkey } from '../platform/tlog/vkey.ts'
import type { DrawHeader } from './file.ts'
import type { Sha256 } from './hashing.ts'

/**
 * How often a list was closed for one draw. Whoever could close several, and show the one that
 * comes out best, would have chosen: so each closing's leaf names its draw in the open, and each
 * later one the one before. Runs in browsers too.
 */
const SUBJECT = /^draw ([a-z0-9][a-z0-9.-]{0,199}) (\d{4}-\d\d-\d\d) (\d{4}-\d\d-\d\d) ([a-z0-9-]+(?:,[a-z0-9-]+)*)$/

/** What the leaf that closes a list says in the open: draw, first and last day, sites. */
export function closingSubject({ draw, days, seats }: Pick<DrawHeader, 'draw' | 'days' | 'seats'>): string {
  return `draw ${draw} ${days.from} ${days.to} ${sitesOf(seats).join(',') || '-'}`
}

const sitesOf = (seats: DrawHeader['seats']): string[] => [...new Set(seats.map(({ site }) => site))]

/** A closing as the log shows it to everybody. */
export interface Closing {
  index: number
  /** 64 hexadecimal digits. */
  commitment: string
  draw: string
  days: { from: string; to: string }
  sites: string[]
}

/** The closings of one office, and how far the log was read. */
export interface ReadClosings {
  closings: Closing[]
  /** Lines of the log. */
  lines: number
  /** When a witness saw it that far, in seconds since 1970. */
  seenAt: number
}

/**
 * Reads the whole log, as far as a witness has seen it, for what `office` has closed. `known`: a
 * tree of it that is signed already. Throws TlogError where it is another log or not whole, LogAway.
 */
export async function readClosings(
  files: LogFiles,
  { office, log, witnesses, mlDsa44, known, sha256 }: {
    office: string
    log: Vkey
    witnesses: readonly Vkey[]
    mlDsa44: MlDsa44 | undefined
    known: SignedTree
    sha256: Sha256
  },
): Promise<ReadClosings> {
  const note = new TextDecoder().decode(await files('witnessed'))
  const newest = openCheckpoint(note, { log, witnesses, mlDsa44 })
  // A size that the log alone has signed may have no end.
  if (newest.cosignatures.length === 0) throw new LogAway('no witness has seen it so far')
  const closings: Closing[] = []
  for await (const { index, entry } of readLog(files, { newest, known, hasher: treeHasher(sha256) })) {
    const closing = closingOf(index, entry, office)
    if (closing) closings.push(closing)
  }
  const times = newest.cosignatures.map(({ timestamp }) => timestamp)
  return { closings, lines: newest.size, seenAt: Math.max(...times) }
}

function closingOf(index: number, entry: Uint8Array, office: string): Closing | undefined {
  const leaf = readLeafEntry(entry)
  if (leaf?.office !== office || leaf.subject === undefined) return undefined
  const [, draw, from, to, sites] = SUBJECT.exec(leaf.subject) ?? []
  // What is said in the open and cannot be read could be a closing that hides.
  if (draw === undefined) throw new TlogError('proof', `line ${index} of the log says something unknown`)
  return { index, commitment: leaf.commitment, draw, days: { from: from!, to: to! }, sites: sites!.split(',') }
}

/** A draw's id; one that is done again has another, and so another seed. */
export function attemptId(officeId: string, policyId: string, attempt: number): string {
  return attempt === 1 ? `${officeId}.${policyId}` : `${officeId}.${policyId}.${attempt}`
}

/** What all attempts at one draw share of their ids. */
export const nameOf = (draw: string): string => draw.replace(/\.\d+$/, '')

/** Closings of the log that are not named: of the same draw, and of others for the same days and sites. */
export function unnamedClosings(
  { draw, days, seats }: Pick<DrawHeader, 'draw' | 'days' | 'seats'>,
  named: ReadonlySet<string>,
  { closings }: ReadClosings,
): { own: Closing | undefined; beside: Closing[] } {
  const others = closings.filter(({ commitment }) => !named.has(commitment))
  const own = others.find((one) => nameOf(one.draw) === nameOf(draw))
  const sites = new Set(sitesOf(seats))
  const isBeside = (one: Closing): boolean =>
    one.days.from <= days.to && days.from <= one.days.to && one.sites.some((site) => sites.has(site))
  return { own, beside: others.filter(isBeside) }
}

/** Commitments of closings, each SHA-256(salt || opening). */
export function commitmentsOf(closings: readonly { salt: string; opening: string }[]): string[] {
  return closings.map(({ salt, opening }) => toHex(commitmentTo(fromHex(salt)!, opening)))
}
