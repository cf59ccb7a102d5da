import assert from 'node:assert/strict'
import { ledgerFigure } from './ledger.ts'
import { drawFigure } from './draw-names.ts'
import { liveFigure } from './live-names.ts'
import { messageFigure } from './message-names.ts'

/** One thing measured, as often as there are rounds. */
export interface Figure {
  /** 'giliran, spread, 1000 connections' */
  name: string
  unit: '/s' | 'ms' | 's' | 'KB' | 'MB' | 'each'
  median: number
  low: number
  high: number
  /** Medians over the rounds, in milliseconds. */
  p50?: number
  p99?: number
}

interface Sample {
  value: number
  p50?: number | undefined
  p99?: number | undefined
}

/** Collects what the rounds bring. */
export class Figures {
  private readonly samples = new Map<string, { unit: Figure['unit']; all: Sample[] }>()

  add(name: string, unit: Figure['unit'], sample: Sample): void {
    const figure = this.samples.get(name) ?? { unit, all: [] }
    figure.all.push(sample)
    this.samples.set(name, figure)
  }

  all(): Figure[] {
    return [...this.samples].map(([name, { unit, all }]) => {
      const values = all.map((one) => one.value)
      const waits = (of: 'p50' | 'p99') => all.map((one) => one[of]).filter((one) => one !== undefined)
      return {
        name,
        unit,
        median: median(values),
        low: Math.min(...values),
        high: Math.max(...values),
        ...(waits('p50').length > 0 && { p50: median(waits('p50')), p99: median(waits('p99')) }),
      }
    })
  }

  of(name: string): Figure {
    const found = this.all().find((figure) => figure.name === name)
    assert(found, `there is no figure ${name}`)
    return found
  }
}

export function median(values: readonly number[]): number {
  assert(values.length > 0, 'a median of nothing')
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** A ratio that the issue asks for. */
export interface Target {
  name: string
  /** At least, or at most, this. */
  bound: 'at least' | 'at most'
  wanted: number
  found: number
  reached: boolean
}

/** `over` divided by `under`; without one, `over` itself. */
type Names = { over: string; under?: string }

/** What is to be reached, bookings at 1,000 connections, as names of figures. */
const wanted: (Names & { name: string; bound: Target['bound']; wanted: number; of?: 'p50' | 'p99' })[] = [
  ...pair('bookings / bare Fastify (a)', 0.4, 0.4, 'bare POST'),
  ...pair('bookings / batches of one (b)', 1.5, 4, 'batches of one'),
  ...pair('bookings / textbook (b2)', 9, 20, 'textbook'),
  {
    name: 'idle latency / batches of one, one connection',
    bound: 'at most',
    wanted: 1.2,
    over: 'giliran, spread, 1 connection',
    under: 'batches of one, spread, 1 connection',
    of: 'p50',
  },
  {
    name: 'bookings with one in ten asked for again / without',
    bound: 'at least',
    wanted: 0.9,
    over: 'giliran, one in ten booked already, 1000 connections',
    under: 'giliran, spread, 1000 connections',
  },
  {
    name: 'availability / bare GET of the same bytes',
    bound: 'at least',
    wanted: 0.9,
    over: 'availability, 1000 connections',
    under: 'bare GET, 1000 connections',
  },
  {
    name: 'live screens: p99, all / 100 of one hall',
    bound: 'at most',
    wanted: 5,
    over: liveFigure.many,
    under: liveFigure.few,
    of: 'p99',
  },
  {
    name: 'bookings beside reminders of a morning / without',
    bound: 'at least',
    wanted: 0.8,
    over: messageFigure.disturbed,
    under: messageFigure.undisturbed,
  },
  {
    name: 'bookings with the sequencer / without',
    bound: 'at least',
    wanted: 0.9,
    over: 'giliran, spread, 1000 connections',
    under: ledgerFigure.without,
  },
  {
    name: 'leaves appended / bookings',
    bound: 'at least',
    wanted: 1,
    over: ledgerFigure.appended,
    under: 'giliran, spread, 1000 connections',
  },
  { name: 'ledger: seconds behind at full load', bound: 'at most', wanted: 2, over: ledgerFigure.behind },
  {
    name: 'draws: rows to allocations / COPY of the entries',
    bound: 'at most',
    wanted: 4,
    over: drawFigure.draw,
    under: drawFigure.copy,
  },
  {
    name: 'draws: verifying / drawing',
    bound: 'at most',
    wanted: 2,
    over: drawFigure.verify,
    under: drawFigure.draw,
  },
  { name: 'draws: MB of memory', bound: 'at most', wanted: 1500, over: drawFigure.memory },
  { name: 'live screens: KB of heap for each connection', bound: 'at most', wanted: 8, over: liveFigure.heap },
  { name: 'live screens: NOTIFY for each change', bound: 'at most', wanted: 1, over: liveFigure.notifies },
]

function pair(name: string, spread: number, hot: number, beside: string): (typeof wanted)[number][] {
  const one = (scenario: 'spread' | 'hot', wanted: number) => ({
    name: `${scenario}: ${name}`,
    bound: 'at least' as const,
    wanted,
    over: `giliran, ${scenario}, 1000 connections`,
    under: beside === 'bare POST' ? 'bare POST, 1000 connections' : `${beside}, ${scenario}, 1000 connections`,
  })
  return [one('spread', spread), one('hot', hot)]
}

export function targetsOf(figures: Figures): Target[] {
  return wanted.map(({ name, bound, wanted, over, under, of }) => {
    const value = (figure: string): number => figures.of(figure)[of ?? 'median']!
    const found = under === undefined ? value(over) : value(over) / value(under)
    return { name, bound, wanted, found, reached: bound === 'at least' ? found >= wanted : found <= wanted }
  })
}
