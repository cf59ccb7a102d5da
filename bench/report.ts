import type { Figure, Target } from './figures.ts'

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(value >= 10 ? 3 : 2)

/** The table, with each figure's range over the rounds, and what was to be reached. */
export function printReport({ figures, targets, minutes, rounds }: {
  figures: readonly Figure[]
  targets: readonly Target[]
  minutes: number
  rounds: number
}): void {
  console.log(`\nMedian of ${rounds} rounds (lowest - highest); answers within p50 and p99`)
  for (const { name, unit, median, low, high, p50, p99 } of figures) {
    const range = `${number(median)} ${unit} (${number(low)} - ${number(high)})`
    const waits = p50 === undefined ? '' : `${number(p50)} / ${number(p99!)} ms`
    console.log(`  ${name.padEnd(56)} ${range.padEnd(34)} ${waits}`)
  }
  console.log('\nTo reach, bookings at 1,000 connections')
  for (const { name, bound, wanted, found, reached } of targets) {
    const verdict = reached ? 'reached' : 'NOT reached'
    console.log(`  ${name.padEnd(56)} ${number(found).padStart(6)}  ${bound} ${wanted}: ${verdict}`)
  }
  console.log(`\nTook ${minutes.toFixed(1)} minutes. Only ratios within one run mean anything.`)
}
