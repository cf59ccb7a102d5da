import assert from 'node:assert/strict'
import { Random } from '../random.ts'
import { allOn, type Market, type Outcome, type Strategy, type Switches } from './model.ts'
import { Office } from './office.ts'
import { peopleOf, play } from './play.ts'
import { askedPrices } from './prices.ts'
import { productRules, type ProductRules } from './product.ts'
import { type Entry, runDraw } from './run-draw.ts'
import { type Measured, meanOf, type Runs, type Steps } from './study.ts'

/**
 * What brokers turn to where all four switches are on, and what stands against each:
 *
 *   squatted  leaked NIKs of people who want a seat are entered before them, and a seat won is
 *             sold to its owner; a verified entry outranks an unverified one
 *   priority  somebody who goes first is hired to come along; a seat is for whom it names
 *   partner   a firm sells its own places to others; its people are in the same draw
 *   officers  some officers let anybody use a bound seat; nothing stops that, and auditors who
 *             open a sample of winners find it
 */
export const wayNames = ['squatted', 'priority', 'partner', 'officers'] as const
export type WayName = (typeof wayNames)[number]

export interface Way {
  way: WayName
  isGuarded: boolean
  /** Shares of the seats in question; money of one play. */
  broker: Measured
  people: Measured
  empty: Measured
  profit: Measured
  /** Chance that a sample of SAMPLE winners holds one of the broker's. */
  found: Measured
}

/** Of seekers: whose NIK has leaked, and who of those enter verified when told that it is taken. */
const LEAKED_SHARE = 0.5
const VERIFY_SHARE = 0.95
/** Of seats. */
const PRIORITY_SHARE = 0.1
const PARTNER_SHARE = 0.1
/** Of seekers: who may go first. */
const ENTITLED_SHARE = 0.02
const RENT = 10
const CORRUPT_COUNTERS = 0.1
/** Winners that an ombudsman has opened. */
export const SAMPLE = 20

interface WayNeeds {
  market: Market
  isGuarded: boolean
  random: Random
  rules: ProductRules
}

const plays: Record<WayName, (needs: WayNeeds) => Outcome> = {
  squatted: playSquatted,
  priority: playPriority,
  partner: playPartner,
  officers: playOfficers,
}

/** Each way without and with what stands against it. */
export function* waySteps(market: Market, { runs, seed, rules = productRules }: Runs): Steps<Way[]> {
  const ways: Way[] = []
  for (const way of wayNames) {
    for (const isGuarded of [false, true]) {
      const random = new Random(seed)
      const outcomes: Outcome[] = []
      for (let run = 0; run < runs; run++) {
        outcomes.push(plays[way]({ market, isGuarded, random, rules }))
        yield
      }
      ways.push(wayOf({ way, isGuarded }, outcomes))
    }
  }
  return ways
}

function wayOf({ way, isGuarded }: Pick<Way, 'way' | 'isGuarded'>, outcomes: readonly Outcome[]): Way {
  const share = (of: (one: Outcome) => number): Measured =>
    meanOf(outcomes.map((one) => of(one) / (one.broker + one.people + one.empty)))
  const sample = isGuarded && way === 'officers' ? SAMPLE : 0
  return {
    way,
    isGuarded,
    broker: share(({ broker }) => broker),
    people: share(({ people }) => people),
    empty: share(({ empty }) => empty),
    profit: meanOf(outcomes.map(({ revenue, cost }) => revenue - cost)),
    found: meanOf(outcomes.map((one) => foundInSample(one, sample))),
  }
}

/** The chance that of `sample` winners opened, without putting back, one is the broker's. */
export function foundInSample({ broker, people }: Pick<Outcome, 'broker' | 'people'>, sample: number): number {
  let missed = 1
  for (let drawn = 0; drawn < Math.min(sample, broker + people); drawn++) {
    missed *= Math.max(0, people - drawn) / (broker + people - drawn)
  }
  return 1 - missed
}

/** The list fills with entries that are not their people's; who wins by one is offered to buy it. */
function playSquatted({ market, isGuarded, random, rules }: WayNeeds): Outcome {
  const people = peopleOf(market, random)
  const office = new Office(market.seats, allOn, rules)
  const squatted = new Set(people.filter(() => random.chance(LEAKED_SHARE)))
  for (const { name } of squatted) office.claim(name)
  const entryCost = squatted.size * market.entryCost
  if (isGuarded) {
    for (const person of squatted) {
      if (!random.chance(VERIFY_SHARE)) continue
      office.letGo(person.name)
      squatted.delete(person)
    }
  }
  for (const person of people) {
    assert(office.claim(person.name) !== squatted.has(person), 'who is squatted holds a claim already, nobody else')
  }
  const entries: Entry[] = people.map((person) => ({ name: person.name, person }))
  const winners = runDraw({ office, rules, random }, entries).flatMap(({ entry, slot }) => (slot ? entry.person! : []))
  const toSell = winners.filter((one) => squatted.has(one)).toSorted((a, b) => b.value - a.value)
  const prices = askedPrices(toSell.map(({ value }) => value), toSell.length, market.price)
  return {
    broker: prices.length,
    people: winners.length - toSell.length,
    empty: market.seats - winners.length + toSell.length - prices.length,
    held: toSell.length,
    revenue: prices.reduce((sum, one) => sum + one, 0),
    cost: entryCost,
  }
}

/** The seats of those who go first are taken with people hired for it. */
function playPriority({ market, isGuarded, random, rules }: WayNeeds): Outcome {
  const seats = Math.max(1, Math.round(market.seats * PRIORITY_SHARE))
  const entitled = Math.round(market.seekers * ENTITLED_SHARE)
  const hired = Math.max(0, seats - entitled)
  const switches: Switches = { ...allOn, draw: false, bound: isGuarded }
  const strategy: Strategy = { kind: 'transfer', names: hired }
  // Hired people take what the entitled leave; the buyers come with them, and would else be in the draw.
  const gain = 1 - Math.min(1, market.seats / market.seekers)
  const values = { from: market.values.from * gain, to: market.values.to * gain }
  const ofMarket = { ...market, values, seats: hired, entryCost: RENT, cancelShare: 0 }
  const sold = play({ market: ofMarket, switches, strategy, random, rules })
  return { ...sold, people: sold.people + Math.min(seats, entitled), empty: sold.empty }
}

/** A firm has places of its own and sells them to whoever pays; guarded: its people are in the draw like all. */
function playPartner({ market, isGuarded, random, rules }: WayNeeds): Outcome {
  const needs = { random, rules, strategy: { kind: 'agent', copies: 1 } as const }
  if (isGuarded) return play({ ...needs, market, switches: allOn })
  const own = Math.max(1, Math.round(market.seats * PARTNER_SHARE))
  const rest = { ...market, seats: market.seats - own, seekers: market.seekers - own }
  const drawn = play({ ...needs, market: rest, switches: allOn, strategy: { kind: 'out' } })
  // Who buys would else have the chance of everybody in the draw.
  const alone = Math.min(1, rest.seats / rest.seekers)
  const worth = peopleOf(market, random).map(({ value }) => value * (1 - alone))
  const prices = askedPrices(worth, own, market.price)
  return {
    ...drawn,
    broker: prices.length,
    empty: drawn.empty + own - prices.length,
    held: own,
    revenue: prices.reduce((sum, one) => sum + one, 0),
    cost: prices.length * market.entryCost,
  }
}

function playOfficers({ market, random, rules }: WayNeeds): Outcome {
  const strategy: Strategy = { kind: 'transfer', names: market.seekers }
  return play({ market: { ...market, helperShare: CORRUPT_COUNTERS }, switches: allOn, strategy, random, rules })
}

