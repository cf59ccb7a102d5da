import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as bookings from '../../bookings/index.ts'
import * as draws from '../../draws/index.ts'
import * as schedule from '../../schedule/index.ts'
import { Random } from '../random.ts'
import { chanceBelow, falseShare, honestChance, oddsBySize, soldShareOfBot } from './closed-forms.ts'
import { allOff, allOn, allSettings, isOn, market as usual, type Market, switchNames } from './model.ts'
import { shuffled } from './play.ts'
import { askedPrices, orderPrices } from './prices.ts'
import { productRules, type ProductRules } from './product.ts'
import { atOnce, bestFor, type Measured, meanOf, measure, strategiesAt } from './study.ts'
import { foundInSample, waySteps } from './ways.ts'

/** Small enough to be played often; with as many seekers a seat as by default. */
const market: Market = { ...usual, seats: 20, seekers: 60 }
const still: Market = { ...market, cancelShare: 0, entryCost: 0 }

const within = ({ mean, error }: Measured, expected: number, what: string): void =>
  assert.ok(Math.abs(mean - expected) <= 3 * error, `${what}: ${mean} is not ${expected}, standard error ${error}`)

test('a bot that holds all seats sells as many as the best price for an order statistic does', () => {
  const published = { 10: 0.58, 15: 0.81, 30: 0.98, 60: 1 }
  for (const [text, share] of Object.entries(published)) {
    const seekers = Number(text)
    const expected = soldShareOfBot(10, seekers)
    assert.equal(+expected.toFixed(2), share)
    const strategy = { kind: 'transfer', names: 10 } as const
    const what = { switches: allOff, strategy }
    const found = measure({ ...still, seats: 10, seekers }, what, { runs: 300, seed: seekers })
    within(found.broker, expected, `${seekers} seekers`)
    within(found.empty, 1 - expected, `${seekers} seekers, empty`)
    assert.equal(found.held.mean, 1)
  }
})

test('chances of ordered numbers agree with what can be worked out by hand', () => {
  assert.equal(chanceBelow([]), 1)
  assert.ok(Math.abs(chanceBelow([0.3, 0.6]) - (2 * 0.3 * 0.6 - 0.3 ** 2)) < 1e-12)
  assert.ok(Math.abs(chanceBelow(Array.from({ length: 50 }, () => 0.5)) - 0.5 ** 50) < 1e-24)
  assert.ok(Math.abs(soldShareOfBot(1, 1) - 1) < 1e-9)
})

test('false entries get f/(f+n) of the seats of a draw, and an honest one wins with m/(f+n)', () => {
  for (const names of [60, 180]) {
    // Nothing can be sold and nothing is given back, so what people use is what they won.
    const switches = { ...allOn, onePerson: false }
    const found = measure(still, { switches, strategy: { kind: 'transfer', names } }, { runs: 40, seed: names })
    within(found.held, falseShare(names, still.seekers), 'held by false names')
    const won = { mean: found.people.mean * still.seats, error: found.people.error * still.seats }
    const chance = { mean: won.mean / still.seekers, error: won.error / still.seekers }
    within(chance, honestChance(still.seats, names, still.seekers), 'an honest one wins')
  }
})

test('odds by party size are as published, and the draw of the product has them', () => {
  const demands = [
    { seats: 10, counts: [10, 5, 2], published: [0.41, 0.36, 0.29], precision: 0.005, runs: 300 },
    { seats: 50, counts: [50, 25, 12], published: [0.349, 0.338, 0.325], precision: 0.001, runs: 60 },
  ]
  for (const { seats, counts, published, precision, runs } of demands) {
    const parties = [1, 2, 4].map((size, i) => ({ size, count: counts[i]! }))
    const expected = oddsBySize(seats, parties)
    assert.ok(expected.every((one, i) => Math.abs(one - published[i]!) < precision), expected.join(' '))
    const random = new Random(seats)
    const shares = Array.from({ length: runs }, () => servedShares(seats, parties, random))
    for (const [i, { size }] of parties.entries()) {
      within(meanOf(shares.map((one) => one[i]!)), expected[i]!, `${seats} seats, parties of ${size}`)
    }
  }
})

function servedShares(seats: number, parties: readonly { size: number; count: number }[], random: Random): number[] {
  const { EntryTable, draw, nodeSha256 } = productRules
  const table = new EntryTable([{ site: 'kantor', date: '2026-11-30', start: '08:00', seats }])
  const inTurn = parties.flatMap(({ size, count }) => Array.from({ length: count }, () => size))
  const sizes = shuffled(inTurn, random)
  const id = (at: number): string => `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`
  for (const [at, size] of sizes.entries()) {
    table.add({ id: id(at), size, wishes: ['kantor 2026-11-30 any'], day: '2026-11-01', channel: 'home' })
  }
  const seed = Uint8Array.from({ length: 32 }, () => Math.floor(random.next() * 256))
  const { slot } = draw(table, seed, nodeSha256)
  return parties.map(({ size, count }) => sizes.filter((one, at) => one === size && slot[at] === 0).length / count)
}

test('brokers profit under first come, first served and high demand, under the four together by no strategy', () => {
  const instant = bestFor(market, allOff, { runs: 20, seed: 1 })
  assert.ok(instant.profit.mean > 3 * instant.profit.error)
  assert.ok(instant.people.mean < 0.05)
  for (const seekers of [60, 16]) {
    const demand = { ...market, seekers }
    for (const strategy of strategiesAt(allOn, demand)) {
      const { profit } = measure(demand, { switches: allOn, strategy }, { runs: 4, seed: 2 })
      assert.ok(profit.mean <= 0, `${strategy.kind} earns ${profit.mean} from ${seekers} seekers`)
    }
    const best = bestFor(demand, allOn, { runs: 10, seed: 3 })
    assert.equal(best.strategy.kind, 'out')
    assert.equal(best.broker.mean, 0)
  }
})

test('each of the four is needed: with any of them off brokers profit', () => {
  assert.equal(allSettings.length, 16)
  assert.equal(new Set(allSettings.map((one) => JSON.stringify(one))).size, 16)
  for (const off of switchNames) {
    const { profit } = bestFor(market, { ...allOn, [off]: false }, { runs: 10, seed: 4 })
    assert.ok(profit.mean > 3 * profit.error, `without ${off}: ${profit.mean}`)
  }
  assert.deepEqual([isOn(allOff), isOn(allOn)], [0, 4])
})

test('every play gives each seat once or leaves it empty', () => {
  for (const switches of allSettings) {
    for (const strategy of strategiesAt(switches, market)) {
      const { broker, people, empty } = measure(market, { switches, strategy }, { runs: 1, seed: 5 })
      assert.ok(Math.abs(broker.mean + people.mean + empty.mean - 1) < 1e-9)
      assert.ok(empty.mean >= 0 && people.mean >= 0)
    }
  }
})

test('the same seed is the same result', () => {
  const once = (seed: number) => bestFor(market, { ...allOn, bound: false }, { runs: 3, seed })
  assert.deepEqual(once(7), once(7))
  assert.notDeepEqual(once(7), once(8))
})

test('prices: one for all that brings most, from each its own, or fixed; orders by what they add', () => {
  const worth = [90, 60, 50, 10]
  assert.deepEqual(askedPrices(worth, 4, 'one'), [50, 50, 50])
  assert.deepEqual(askedPrices(worth, 2, 'one'), [60, 60])
  assert.deepEqual(askedPrices(worth, 4, 'each'), worth)
  assert.deepEqual(askedPrices(worth, 4, 55), [55, 55])
  assert.deepEqual(askedPrices([], 4, 'one'), [])
  const noHelp = (): { alone: number; helped: number } => ({ alone: 0.4, helped: 0.4 })
  assert.deepEqual(orderPrices(worth, 4, noHelp, 'one'), [])
  assert.deepEqual(orderPrices(worth, 4, () => ({ alone: 0.5, helped: 1 }), 'one'), [25, 25, 25])
})

test('what stands against the other ways of brokers takes nearly all of what they earn', () => {
  const ways = atOnce(waySteps(usual, { runs: 12, seed: 6 }))
  for (const way of ['squatted', 'priority', 'partner'] as const) {
    const [open, guarded] = [false, true].map((isGuarded) => {
      const found = ways.find((one) => one.way === way && one.isGuarded === isGuarded)
      assert.ok(found)
      return found
    })
    assert.ok(open!.profit.mean > 3 * open!.profit.error, way)
    assert.ok(guarded!.profit.mean < open!.profit.mean / 4, way)
    assert.ok(guarded!.broker.mean < 0.1, way)
  }
  // Officers who help are not stopped: a sample finds them.
  const officers = ways.find(({ way, isGuarded }) => way === 'officers' && isGuarded)
  assert.ok(officers && officers.profit.mean > 0 && officers.found.mean > 0.5)
  assert.equal(foundInSample({ broker: 1, people: 3 }, 2), 0.5)
  assert.equal(foundInSample({ broker: 0, people: 3 }, 20), 0)
})

test('the rules played are the product’s own functions, and each is called', () => {
  const doors: Record<string, unknown> = { ...bookings, ...draws, ...schedule }
  const calls = new Map<string, number>()
  const counted = Object.fromEntries(
    Object.entries(productRules).map(([name, rule]) => {
      assert.equal(rule, doors[name], `${name} is a copy`)
      const count = (): unknown => calls.set(name, (calls.get(name) ?? 0) + 1)
      const apply = (of: (...args: unknown[]) => unknown, self: unknown, args: unknown[]): unknown => {
        count()
        return Reflect.apply(of, self, args)
      }
      const construct = (of: new (...args: unknown[]) => object, args: unknown[]): object => {
        count()
        return Reflect.construct(of, args)
      }
      return [name, new Proxy(rule, { apply, construct } as ProxyHandler<typeof rule>)]
    }),
  ) as unknown as ProductRules
  const strategy = { kind: 'rebook', names: 20 } as const
  for (const switches of [{ ...allOn, draw: false }, allOn]) {
    measure(market, { switches, strategy }, { runs: 2, seed: 9, rules: counted })
  }
  assert.deepEqual([...calls.keys()].toSorted(), Object.keys(productRules).toSorted())
})
