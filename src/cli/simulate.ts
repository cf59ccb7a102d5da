import { writeFile } from 'node:fs/promises'
import { OperatorError } from '../platform/operator-error.ts'
import {
  atOnce,
  brokersPlot,
  type Market,
  market as usual,
  type PriceRule,
  reportLines,
  studySteps,
} from '../simulate/index.ts'
import { readArguments, UsageError } from './arguments.ts'
import type { Terminal } from './verbs.ts'

const text = { type: 'string' } as const
const options = {
  seats: text,
  seekers: text,
  values: text,
  price: text,
  cost: text,
  cancel: text,
  helpers: text,
  runs: text,
  seed: text,
  plot: text,
  json: { type: 'boolean' },
} as const

const RUNS = 60
/** More than any office gives in a day. Work grows faster than their number: so many already take a minute a run. */
const PEOPLE_MAX = 2000

/** Plays brokers against the product's own rules; docs/fairness.md, "Brokers, played". */
export async function brokers(args: string[], { say }: Terminal): Promise<void> {
  const { options: given } = readArguments(args, { places: [], options })
  const market: Market = {
    ...usual,
    seats: whole('--seats', given.seats, { usual: usual.seats, min: 1, max: PEOPLE_MAX }),
    seekers: whole('--seekers', given.seekers, { usual: usual.seekers, min: 1, max: PEOPLE_MAX }),
    values: given.values === undefined ? usual.values : readValues(given.values),
    price: given.price === undefined ? usual.price : readPrice(given.price),
    entryCost: number('--cost', given.cost, { usual: usual.entryCost, min: 0, max: 1e6 }),
    cancelShare: number('--cancel', given.cancel, { usual: usual.cancelShare, min: 0, max: 1 }),
    helperShare: number('--helpers', given.helpers, { usual: usual.helperShare, min: 0, max: 1 }),
  }
  const runs = whole('--runs', given.runs, { usual: RUNS, min: 2, max: 100_000 })
  const seed = whole('--seed', given.seed, { usual: 1, min: 0, max: 2 ** 32 - 2 })
  const study = atOnce(studySteps(market, { runs, seed }))
  if (given.plot !== undefined) await writePlot(given.plot, brokersPlot(study))
  if (given.json) say(JSON.stringify(study, undefined, 2))
  else for (const line of reportLines(study)) say(line)
}

async function writePlot(file: string, svg: string): Promise<void> {
  try {
    await writeFile(file, svg)
  } catch (error) {
    throw new OperatorError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}

interface Span {
  usual: number
  min: number
  max: number
}

function number(name: string, given: string | undefined, { usual, min, max }: Span): number {
  if (given === undefined) return usual
  const value = given.trim() === '' ? NaN : Number(given)
  if (!(value >= min && value <= max)) throw new UsageError(`${name} is a number from ${min} to ${max}`)
  return value
}

function whole(name: string, given: string | undefined, span: Span): number {
  const value = number(name, given, span)
  if (!Number.isInteger(value)) throw new UsageError(`${name} is a whole number`)
  return value
}

function readValues(given: string): Market['values'] {
  const [from, to] = given.split('..').map(Number)
  if (from === undefined || to === undefined || !(from >= 0 && to > from && to <= 1e6)) {
    throw new UsageError('--values is LOW..HIGH, as 0..100')
  }
  return { from, to }
}

function readPrice(given: string): PriceRule {
  if (given === 'one' || given === 'each') return given
  const value = Number(given)
  if (!(value > 0)) throw new UsageError('--price is one, each, or a price above 0')
  return value
}
