import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { loadConfig } from '../platform/config.ts'
import { temporaryFolder } from '../platform/database/test-server.ts'
import { createLog } from '../platform/log.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { UsageError } from './arguments.ts'
import { brokers } from './simulate.ts'

const folder = mkdtempSync(join(temporaryFolder(), 'giliran-test-'))
after(() => rmSync(folder, { recursive: true }))

/** What the verb says; a market of few. */
async function said(...args: string[]): Promise<string> {
  const lines: string[] = []
  const terminal = { config: loadConfig({}), log: createLog('silent'), say: (line: string) => void lines.push(line) }
  await brokers(['--seats', '10', '--seekers', '30', '--runs', '3', ...args], terminal)
  return lines.join('\n')
}

test('a table of all sixteen settings and the other ways, and a picture of eight', async () => {
  const plot = join(folder, 'brokers.svg')
  const table = await said('--plot', plot)
  assert.equal(table.match(/^(on|-) +(on|-) +(on|-) +(on|-) /gm)?.length, 16)
  assert.match(table, /^on +on +on +on +0\.0% ±0\.0 .* stays out$/m)
  assert.match(table, /^ {2}a verified entry outranks /m)
  const svg = readFileSync(plot, 'utf8')
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 860 \d+"/)
  assert.equal(svg.match(/font-weight="700" y="22"/g)?.length, 8)
  await assert.rejects(said('--plot', folder), OperatorError)
})

test('--json says the market, every mean and its standard error', async () => {
  const study = JSON.parse(await said('--json', '--price', '40', '--values', '10..60', '--seed', '5')) as {
    market: object
    seed: number
    results: { switches: object; strategy: { kind: string }; profit: { mean: number; error: number } }[]
  }
  assert.deepEqual(study.market, { ...study.market, seats: 10, seekers: 30, price: 40, values: { from: 10, to: 60 } })
  assert.equal(study.seed, 5)
  assert.equal(study.results.length, 16)
  assert.ok(study.results.every(({ profit }) => profit.mean >= 0 && profit.error >= 0))
})

test('wrong numbers are named', async () => {
  const wrong: [string, string, RegExp][] = [
    ['--seats', '0', /--seats is a number from 1/],
    ['--seats', '1.5', /--seats is a whole number/],
    ['--seekers', '', /--seekers is a number/],
    ['--values', '9..3', /LOW\.\.HIGH/],
    ['--values', '9', /LOW\.\.HIGH/],
    ['--price', '-1', /--price/],
    ['--cancel', '2', /--cancel is a number from 0 to 1/],
    ['--helpers', 'some', /--helpers/],
    ['--runs', '1', /--runs/],
    ['--seed', '-1', /--seed/],
  ]
  for (const [name, value, why] of wrong) {
    await assert.rejects(said(`${name}=${value}`), (error) => error instanceof UsageError && why.test(error.message))
  }
})
