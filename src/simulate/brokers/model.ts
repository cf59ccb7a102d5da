/** What Giliran sets against brokers (fairness.md, "What brokers live on"), each on or off. */
export interface Switches {
  /** A draw gives the seats; off: first come, first served. */
  draw: boolean
  /** A person holds one entry or turn at a time; off: as many as somebody types. */
  onePerson: boolean
  /** A seat is for whom it names, seen at the counter; off: whoever comes with it. */
  bound: boolean
  /** A freed seat returns late or goes down the order; off: it can be booked at once. */
  freedHeld: boolean
}

export const switchNames = ['draw', 'onePerson', 'bound', 'freedHeld'] as const satisfies (keyof Switches)[]
export type SwitchName = (typeof switchNames)[number]

export const allOff: Switches = { draw: false, onePerson: false, bound: false, freedHeld: false }
export const allOn: Switches = { draw: true, onePerson: true, bound: true, freedHeld: true }

/** All sixteen, from none on to all on. */
export const allSettings: readonly Switches[] = Array.from({ length: 16 }, (_, bits) => ({
  draw: (bits & 1) > 0,
  onePerson: (bits & 2) > 0,
  bound: (bits & 4) > 0,
  freedHeld: (bits & 8) > 0,
}))

export const isOn = (switches: Switches): number => switchNames.filter((name) => switches[name]).length

/**
 * What a broker asks: `one` price for all that brings the most, from values that the broker
 * knows; from `each` all that it is worth to them; or a fixed price.
 */
export type PriceRule = 'one' | 'each' | number

/** One office's seats of some days, and those who want them. */
export interface Market {
  seats: number
  /** People, each of whom wants one seat. */
  seekers: number
  /** What a seat is worth to somebody, uniform, in thousands of rupiah. */
  values: { from: number; to: number }
  price: PriceRule
  /** What a broker spends on each entry or booking, in the same money. */
  entryCost: number
  /** Of people who hold a seat and did not pay for it, who give it back in time. */
  cancelShare: number
  /** Of counters, whose officer lets somebody else use a bound seat. */
  helperShare: number
  /** So often software, and somebody who still wants a seat, look for freed ones. */
  botLooksPerHour: number
  personLooksPerHour: number
}

export const market: Market = {
  seats: 40,
  seekers: 120,
  values: { from: 0, to: 100 },
  price: 'one',
  entryCost: 0.5,
  cancelShare: 0.1,
  helperShare: 0,
  botLooksPerHour: 720,
  personLooksPerHour: 1,
}

/**
 * What a broker may do:
 *
 *   out       stay out
 *   transfer  take seats under `names` false names and let the buyer come with them
 *   rebook    take them so, then give each back and book it again in the same second as the buyer
 *   agent     enter buyers under their own names, `copies` times each
 *   watch     grab what others give back, for buyers
 */
export type Strategy =
  | { kind: 'out' }
  | { kind: 'transfer' | 'rebook'; names: number }
  | { kind: 'agent'; copies: number }
  | { kind: 'watch' }

/** One play. Seats but for money; those of `broker` and `people` were used, and with `empty` they are all. */
export interface Outcome {
  /** Used by who paid the broker. */
  broker: number
  /** Used by who paid nobody. */
  people: number
  empty: number
  /** What the broker held before anything was sold. */
  held: number
  revenue: number
  cost: number
}
