import type { Random } from '../random.ts'
import type { Market, Outcome, Strategy, Switches } from './model.ts'
import { Office, type Seat } from './office.ts'
import { orderPrices, askedPrices, type OddsWith } from './prices.ts'
import type { ProductRules } from './product.ts'
import { type Entry, runDraw } from './run-draw.ts'

/** Somebody who wants one seat. */
export interface Person {
  name: string
  value: number
  seat?: Seat
  /** Pays the broker, and came by the seat so. */
  isClient: boolean
  /** Gave the seat back and wants none any more. */
  isGone: boolean
}

export interface Scene {
  market: Market
  switches: Switches
  strategy: Strategy
  random: Random
  rules: ProductRules
  office: Office
  /** The keenest first. */
  people: readonly Person[]
  /** In the order in which they come or look. */
  comers: readonly Person[]
  /** Seats that the broker holds under false names. */
  held: Seat[]
  /** Whom a freed seat is offered to, in order; undefined: it was false. */
  waiting: (Person | undefined)[]
  entries: number
  revenue: number
}

export interface PlayNeeds extends Pick<Scene, 'market' | 'switches' | 'strategy' | 'random' | 'rules'> {}

/** One play of one market: the seats are given, the broker sells, people give some back. */
export function play(needs: PlayNeeds): Outcome {
  const { market, switches, random, rules } = needs
  const people = peopleOf(market, random)
  const scene: Scene = {
    ...needs,
    office: new Office(market.seats, switches, rules),
    people,
    comers: shuffled(people, random),
    held: [],
    waiting: [],
    entries: 0,
    revenue: 0,
  }
  const orders = takeOrders(scene)
  if (switches.draw) giveByDraw(scene, orders)
  else giveAtOnce(scene, orders)
  const held = scene.held.length
  for (const [person, price] of orders) if (person.seat) scene.revenue += price
  scene.office.later()
  freeSomeSeats(scene)
  sellHeld(scene)
  const broker = people.filter(({ seat, isClient }) => seat && isClient).length
  const served = people.filter(({ seat }) => seat).length
  return {
    broker,
    people: served - broker,
    empty: market.seats - served,
    held,
    revenue: scene.revenue,
    cost: scene.entries * market.entryCost,
  }
}

export function peopleOf({ seekers, values }: Market, random: Random): Person[] {
  return Array.from({ length: seekers }, () => random.between(values.from, values.to))
    .toSorted((a, b) => b - a)
    .map((value, index) => ({ name: `person ${index}`, value, isClient: false, isGone: false }))
}

type Orders = ReadonlyMap<Person, number>

/** Who has the broker enter them, and what each pays on success. */
function takeOrders({ market, switches, strategy, people }: Scene): Orders {
  if (strategy.kind !== 'agent') return new Map()
  const { seats, seekers, price } = market
  const copies = switches.onePerson ? 1 : strategy.copies
  const odds: OddsWith = (clients) => {
    if (!switches.draw) {
      const others = seekers - clients
      return { alone: others > 0 ? Math.min(1, Math.max(0, seats - clients) / others) : 0, helped: 1 }
    }
    const alone = Math.min(1, seats / (seekers + clients * (copies - 1)))
    return { alone, helped: copies === 1 ? alone : 1 - (1 - alone) ** copies }
  }
  const limit = switches.draw ? seekers : seats
  const prices = orderPrices(people.map(({ value }) => value), limit, odds, price)
  return new Map(prices.map((asked, index) => [people[index]!, asked]))
}

/** First come, first served: software comes before all. */
function giveAtOnce(scene: Scene, orders: Orders): void {
  const { office, comers } = scene
  for (const name of falseNames(scene)) {
    const seat = office.book(name)
    if (seat) scene.held.push(seat)
  }
  for (const person of orders.keys()) {
    scene.entries++
    bookFor(scene, person, true)
  }
  for (const person of comers) {
    if (!person.seat && !bookFor(scene, person, false)) break
  }
}

/** The person holds what could be booked; false: nothing could. */
function bookFor({ office }: Scene, person: Person, isClient: boolean): boolean {
  const seat = office.book(person.name)
  if (!seat) return false
  person.seat = seat
  person.isClient = isClient
  return true
}

/** Names that the broker makes up: one for all where nobody minds. */
function* falseNames(scene: Scene): Generator<string> {
  const { strategy, market, switches } = scene
  if (strategy.kind !== 'transfer' && strategy.kind !== 'rebook') return
  const names = switches.draw ? strategy.names : Math.min(strategy.names, market.seats)
  for (let index = 0; index < names; index++) {
    scene.entries++
    yield switches.onePerson ? `false ${index}` : 'false'
  }
}

function giveByDraw(scene: Scene, orders: Orders): void {
  const { office, comers, strategy } = scene
  const entries: Entry[] = []
  const enter = (name: string, person?: Person): void => {
    if (office.claim(name)) entries.push({ name, person })
  }
  for (const name of falseNames(scene)) enter(name)
  for (const person of orders.keys()) {
    for (let copy = 0; strategy.kind === 'agent' && copy < strategy.copies; copy++) {
      scene.entries++
      enter(person.name, person)
    }
  }
  for (const person of comers) if (!orders.has(person)) enter(person.name, person)

  for (const { entry, slot } of runDraw(scene, entries)) {
    const { name, person } = entry
    if (!slot) {
      if (!person?.seat) office.letGo(name)
      scene.waiting.push(person)
      continue
    }
    const seat = office.give(slot, name)
    if (!person) scene.held.push(seat)
    // Whom a second entry wins too uses one seat; the other stays empty.
    else person.seat ??= seat
    if (person && orders.has(person)) person.isClient = true
  }
  office.openRest()
  for (const person of comers) if (!person.seat && !bookFor(scene, person, false)) break
}

/** Some who paid nobody give their seat back, and each goes where the product lets it go. */
function freeSomeSeats(scene: Scene): void {
  const { people, market, random, strategy } = scene
  const back = people.filter((one) => one.seat && !one.isClient && random.chance(market.cancelShare))
  for (const person of back) person.isGone = true
  const wanting = stillWanting(scene)
  const worth = wanting.map(({ value }) => value)
  const prices = strategy.kind === 'watch' ? askedPrices(worth, back.length, market.price) : []
  for (const [index, person] of back.entries()) {
    const seat = person.seat!
    delete person.seat
    const price = prices[index]
    handOn(scene, seat, price === undefined ? undefined : { person: wanting[index]!, price })
  }
}

const stillWanting = ({ people }: Scene): Person[] => people.filter(({ seat, isGone }) => !seat && !isGone)

interface Buyer {
  person: Person
  price: number
}

/** A seat is given back; `buyer` is whom the broker's software would book it for. */
function handOn(scene: Scene, seat: Seat, buyer: Buyer | undefined): void {
  const { office } = scene
  const freeing = office.cancel(seat)
  if (!freeing) return
  if (freeing.way === 'order') {
    offerDown(scene, seat)
    return
  }
  const back = freeing.way === 'delay' ? returnOf(scene, freeing) : undefined
  if (back) seat.slot.withheld--
  const isFirst = buyer !== undefined && (!back || looksFirst(scene))
  if (isFirst && !buyer.person.seat && bookFor(scene, buyer.person, true)) {
    scene.entries++
    scene.revenue += buyer.price
    return
  }
  const looking = oneOf(scene)
  if (looking) bookFor(scene, looking, false)
}

/** When a withheld seat comes back: asked once a minute, as the product's task does. */
function returnOf(
  { rules, random }: Scene,
  span: { returnsFrom: Temporal.Instant; returnsBy: Temporal.Instant },
): Temporal.Instant {
  for (let now = span.returnsFrom; ; now = now.add({ minutes: 1 })) {
    const left = rules.ticksLeft(span, now)
    if (left > 0 && random.chance(1 / left)) return now
  }
}

/** Whether software that looks every so many seconds sees a returned seat before anybody who still wants one. */
function looksFirst(scene: Scene): boolean {
  const { market, random } = scene
  const people = stillWanting(scene).length * market.personLooksPerHour
  const botAfter = random.next() / market.botLooksPerHour
  return people === 0 || botAfter < -Math.log(1 - random.next()) / people
}

/**
 * A freed seat of a drawn day: to the next in the order who has none. A false entry takes it where
 * it can be sold, else it lets the time to answer pass; late, the seat goes to who comes to the door.
 */
function offerDown(scene: Scene, seat: Seat): void {
  const { office, waiting, strategy, switches, market } = scene
  const sells = strategy.kind === 'transfer' && (!switches.bound || market.helperShare > 0)
  for (let offers = office.offersOf(seat.slot); offers > 0 && waiting.length > 0; ) {
    const next = waiting.shift()
    if (next?.seat || next?.isGone) continue
    offers--
    if (!next && !sells) continue
    const given = office.give(seat.slot, next?.name ?? 'false, from the order')
    if (next) next.seat = given
    else scene.held.push(given)
    return
  }
  const atDoor = oneOf(scene)
  if (atDoor) atDoor.seat = office.give(seat.slot, atDoor.name)
}

/** Whoever of those still wanting looks, or comes, first. */
function oneOf({ comers, random }: Scene): Person | undefined {
  const wanting = comers.filter((one) => !one.seat && !one.isGone)
  return wanting[Math.floor(random.next() * wanting.length)]
}

/** The broker sells what it holds to those who have no seat. */
function sellHeld(scene: Scene): void {
  const { strategy, market, random, switches } = scene
  if (strategy.kind !== 'transfer' && strategy.kind !== 'rebook') return
  const wanting = stillWanting(scene)
  const prices = askedPrices(wanting.map(({ value }) => value), scene.held.length, market.price)
  const stock = [...scene.held]
  for (const [index, price] of prices.entries()) {
    const [person, seat] = [wanting[index]!, stock[index]!]
    if (strategy.kind === 'rebook') {
      handOn(scene, seat, { person, price })
      continue
    }
    if (switches.bound && !random.chance(market.helperShare)) continue
    person.seat = seat
    person.isClient = true
    scene.revenue += price
  }
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const all = [...items]
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1))
    ;[all[i], all[j]] = [all[j]!, all[i]!]
  }
  return all
}
