import { BeaconError, type BeaconRound, type BeaconSource, openBeacon, timeOf } from '../draws/index.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { drawSample, type Sample } from '../reports/index.ts'
import { pathsOf } from '../web/index.ts'
import { readArguments, UsageError } from './arguments.ts'
import type { Terminal } from './verbs.ts'
import { staffActor, withParts } from './with-parts.ts'

const COUNT_MAX = 1_000

const options = {
  office: { type: 'string' },
  month: { type: 'string' },
  count: { type: 'string' },
  round: { type: 'string' },
} as const

/** Draws the sample of a month that an auditor is shown, and prints what opens each turn of it. */
export async function run(args: string[], terminal: Terminal): Promise<void> {
  const { options: given } = readArguments(args, { places: [], options })
  const { office: officeId, month } = given
  const count = wholeNumber(given.count, COUNT_MAX)
  const round = wholeNumber(given.round, Number.MAX_SAFE_INTEGER)
  if (!officeId) throw new UsageError('--office is needed')
  if (!month || !/^\d{4}-\d{2}$/.test(month)) throw new UsageError('--month must be YYYY-MM')
  if (count === undefined) throw new UsageError(`--count must be a whole number from 1 to ${COUNT_MAX}`)
  if (round === undefined) throw new UsageError('--round must be a whole number from 1 on')
  await withParts(terminal, 'sample', async (parts) => {
    const beacon = openBeacon(terminal.config, { keys: parts.keys, now: () => parts.clock.now() })
    const { chain } = beacon
    const { randomness } = await roundOf(beacon, round)
    const sample = await drawSample(parts, {
      officeId,
      month,
      count,
      round: { chainHash: chain.chainHash, round, randomness },
      roundAt: timeOf(chain, round),
      actor: staffActor(),
    })
    if (chain.isLocal) terminal.say('NOTE: the local beacon has a key of our own: this proves nothing')
    for (const line of sampleLines(officeId, sample)) terminal.say(line)
  })
}

function wholeNumber(text: string | undefined, max: number): number | undefined {
  const value = /^\d{1,16}$/.test(text ?? '') ? Number(text) : NaN
  return value >= 1 && value <= max ? value : undefined
}

async function roundOf(beacon: BeaconSource, round: number): Promise<BeaconRound> {
  try {
    return await beacon.round(round)
  } catch (error) {
    throw error instanceof BeaconError ? new OperatorError(error.message, { cause: error }) : error
  }
}

/** A picked turn: its number in the sample, what opens its commitment, and the desk's page of the ticket. */
export function sampleLines(officeId: string, { record, traces }: Sample): string[] {
  const { month, list, round, chainHash, randomness, picked } = record
  const paths = pathsOf('id')
  const head = [
    `${picked.length} of ${list.size} turns of ${officeId} in ${month}, by round ${round} of ${chainHash}`,
    `randomness  ${randomness}`,
    `list        ${paths.recordTurns(officeId, month)}, SHA-256 ${list.sha256}`,
  ]
  return picked.reduce((lines, commitment, index) => {
    const trace = traces.find((one) => one.commitment === commitment)
    const { booking } = JSON.parse(trace?.opening ?? '{}') as { booking?: string }
    const ticket = trace?.siteId && booking ? paths.staffDeskTicket(officeId, trace.siteId, booking) : 'gone'
    return [
      ...lines,
      '',
      `${index + 1}. ${commitment}`,
      `salt     ${trace?.salt ?? 'erased'}`,
      `opening  ${trace?.opening ?? 'erased'}`,
      `ticket   ${ticket}`,
    ]
  }, head)
}
