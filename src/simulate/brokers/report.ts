import { allOff, allOn, allSettings, type Market, type Strategy, switchNames, type Switches } from './model.ts'
import { bestSteps, type Measured, type Result, type Runs, type Steps } from './study.ts'
import { SAMPLE, type Way, type WayName, waySteps } from './ways.ts'

/** All that is printed or shown of one market. */
export interface Study {
  market: Market
  runs: number
  seed: number
  results: readonly Result[]
  ways: readonly Way[]
}

/** None, the first two one after the other, all but each in turn, all: what a picture shows. */
export const storySettings: readonly Switches[] = [
  allOff,
  { ...allOff, draw: true },
  { ...allOff, draw: true, onePerson: true },
  ...switchNames.map((name) => ({ ...allOn, [name]: false })),
  allOn,
]

/** The broker that looks for profit, at each of `settings`; and the other ways with all four on. */
export function* studySteps(
  market: Market,
  { runs, seed }: Omit<Runs, 'rules'>,
  settings: readonly Switches[] = allSettings,
): Steps<Study> {
  const results: Result[] = []
  for (const switches of settings) results.push(yield* bestSteps(market, switches, { runs, seed }))
  return { market, runs, seed, results, ways: yield* waySteps(market, { runs, seed }) }
}

const mark = (isOn: boolean): string => (isOn ? 'on' : '-')
const percent = ({ mean, error }: Measured): string => `${(100 * mean).toFixed(1)}% ±${(100 * error).toFixed(1)}`
const money = ({ mean, error }: Measured): string => `${mean.toFixed(0)} ±${error.toFixed(0)}`

/** What a strategy is, in the fewest words. */
export function strategyText(strategy: Strategy): string {
  switch (strategy.kind) {
    case 'out':
      return 'stays out'
    case 'transfer':
      return `sells what ${strategy.names} false names hold`
    case 'rebook':
      return `cancels and rebooks what ${strategy.names} false names hold`
    case 'agent':
      return strategy.copies === 1 ? 'is faster for its clients' : `enters each client ${strategy.copies} times`
    case 'watch':
      return 'grabs freed seats for its clients'
  }
}

const wayTexts: Record<WayName, [without: string, guard: string]> = {
  squatted: ['leaked NIKs entered first', 'a verified entry outranks'],
  priority: ['people hired who go first', 'their seats are bound'],
  partner: ['a firm sells its own places', 'its people are in the draw'],
  officers: ['one counter in ten helps', `${SAMPLE} winners opened to an auditor`],
}

/** The tables of the terminal, line by line. */
export function reportLines({ market, runs, seed, results, ways }: Study): string[] {
  const { seats, seekers, values } = market
  const settings = results.map(({ switches, broker, people, empty, profit, strategy }) => [
    ...switchNames.map((name) => mark(switches[name])),
    percent(broker),
    percent(people),
    percent(empty),
    money(profit),
    strategyText(strategy),
  ])
  const others = ways.map(({ way, isGuarded, broker, people, empty, profit, found }) => [
    isGuarded ? `  ${wayTexts[way][1]}` : wayTexts[way][0],
    percent(broker),
    percent(people),
    percent(empty),
    money(profit),
    found.mean > 0 ? `found with ${percent(found)}` : '',
  ])
  const shares = ['brokers', 'people', 'empty', 'profit']
  return [
    `${seats} seats, ${seekers} people who want one, worth ${values.from} to ${values.to} thousand rupiah to them.`,
    `${runs} plays, seed ${seed}; mean ± standard error. Profit in thousand rupiah a play.`,
    '',
    ...tableLines([['draw', 'one each', 'bound', 'freed held', ...shares, 'what the broker does'], ...settings]),
    '',
    'Other ways, with all four on; each without and with what stands against it, if it is tried:',
    '',
    ...tableLines([['way', ...shares, ''], ...others]),
  ]
}

function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd())
}
