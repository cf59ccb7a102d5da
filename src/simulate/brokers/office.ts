import type { DrawSlot } from '../../draws/index.ts'
import type { ReleaseRule } from '../../offices/index.ts'
import type { Freeing, Slot } from '../../schedule/index.ts'
import type { Switches } from './model.ts'
import type { ProductRules } from './product.ts'

/** A seat that somebody's name stands on. */
export interface Seat {
  slot: Slot
  name: string
}

const ZONE = 'Asia/Jakarta'
const DAY = Temporal.PlainDate.from('2026-11-30')
const SITE = 'kantor'
const SEATS_IN_WINDOW = 10
const WINDOW_MINUTES = 30
const NOTICE_MINUTES = 120
/** As reference/offices/wonosobo.yaml has them. */
const release: ReleaseRule = { weekdays: ['monday'], at: '09:00', horizonDays: 34 }
const changes = { movesMax: 2, changeUntilDaysBefore: 1, changeUntilHour: '16:00' }
const freedHeld = { minMinutes: 10, maxMinutes: 120, lateFrom: '18:00' }
/** So long who is next in a draw's order may take. */
const OFFER_MINUTES = 720
const freedAtOnce = { minMinutes: 0, maxMinutes: 0 }
/** So long before the day people give seats back. */
const BACK_DAYS_BEFORE = 4

/**
 * One day at an office, by the product's rules: slots are what they are in the book of slots,
 * and `claims` is the table live_claim, one turn to come for each NIK in the country.
 */
export class Office {
  readonly slots: readonly Slot[]
  readonly #claims = new Map<string, Temporal.Instant>()
  readonly #rules: ProductRules
  readonly #switches: Switches
  readonly #claimsEndAt: Temporal.Instant
  #now: Temporal.Instant

  constructor(seats: number, switches: Switches, rules: ProductRules) {
    this.#rules = rules
    this.#switches = switches
    const opensAt = rules.opensAt(release, DAY, { timeZone: ZONE, isWorkingDay: (date) => date.dayOfWeek < 6 })
    if (!opensAt) throw new RangeError('the release rule names no day')
    this.#now = opensAt
    this.#claimsEndAt = rules.claimEndsAt(windowStart(0).toInstant(), ZONE)
    this.slots = Array.from({ length: Math.ceil(seats / SEATS_IN_WINDOW) }, (_, index) => {
      const capacity = Math.min(SEATS_IN_WINDOW, seats - index * SEATS_IN_WINDOW)
      const startsAt = windowStart(index).toInstant()
      const endsAt = startsAt.add({ minutes: WINDOW_MINUTES })
      const ids = { officeId: 'played', slotId: String(index + 1), siteId: SITE, channel: 'online' as const }
      const withheld = switches.draw ? capacity : 0
      const counts = { capacity, taken: 0, withheld }
      return { ...ids, startsAt, endsAt, opensAt, closedReason: null, ...counts, drawPart: false }
    })
  }

  /** Whoever holds something to come, or an entry, may have no other: what the primary key of live_claim refuses. */
  claim(name: string): boolean {
    if (!this.#switches.onePerson) return true
    if (this.#stands(name)) return false
    this.#claims.set(name, this.#claimsEndAt)
    return true
  }

  #stands(name: string): boolean {
    const endsAt = this.#claims.get(name)
    return endsAt !== undefined && Temporal.Instant.compare(this.#now, endsAt) < 0
  }

  letGo(name: string): void {
    this.#claims.delete(name)
  }

  /** The first hour that takes one person at once; undefined: none does, or the name holds a turn. */
  book(name: string): Seat | undefined {
    const slot = this.slots.find((one) => this.#takes(one))
    if (!slot || !this.claim(name)) return undefined
    slot.taken++
    return { slot, name }
  }

  #takes(slot: Slot): boolean {
    const state = this.#rules.slotState(slot, { now: this.#now, party: 1, noticeMinutes: NOTICE_MINUTES })
    return state === 'free' || state === 'few'
  }

  /** A seat that was withheld, to somebody whose claim stands. */
  give(slot: Slot, name: string): Seat {
    slot.withheld--
    slot.taken++
    return { slot, name }
  }

  /** What the draw leaves can be booked at once. */
  openRest(): void {
    for (const slot of this.slots) slot.withheld = 0
  }

  /** The days on which seats are given back in time. */
  later(): void {
    const day = DAY.subtract({ days: BACK_DAYS_BEFORE })
    this.#now = day.toZonedDateTime({ timeZone: ZONE, plainTime: '10:00' }).toInstant()
  }

  /** Gives a seat back; what the product does with it then. Undefined: it refuses. */
  cancel({ slot, name }: Seat): Freeing | undefined {
    const { changeRefusal, changeUntil, freeingOf } = this.#rules
    const until = changeUntil(slot.startsAt, ZONE, changes)
    const booking = { state: 'booked', moves: 0, changeUntil: until } as const
    if (changeRefusal('cancel', booking, this.#now, changes)) return undefined
    this.letGo(name)
    slot.taken--
    const rule = this.#switches.freedHeld ? freedHeld : freedAtOnce
    const byDraw = this.#switches.draw && this.#switches.freedHeld
    const policy = { timeZone: ZONE, noticeMinutes: NOTICE_MINUTES, rule }
    const freeing = freeingOf({ channel: slot.channel, startsAt: slot.startsAt, byDraw }, policy, this.#now)
    if (freeing.held) slot.withheld++
    return freeing
  }

  /**
   * How many in the order may be asked for a freed seat, one after the other, before it is late
   * and the walk-ins': each has its time to answer.
   */
  offersOf(slot: Slot): number {
    const { offerUntil, lateFrom, wishesTaking, wishText } = this.#rules
    if (!wishesTaking(asDrawn(slot)).includes(wishText(wish))) return 0
    const late = lateFrom(slot.startsAt, ZONE, freedHeld)
    let [offers, now] = [0, this.#now]
    for (;;) {
      const until = offerUntil(now, { offerMinutes: OFFER_MINUTES, lateFrom: late })
      if (!until) return offers
      offers++
      now = until
    }
  }

  /** As a draw has them. */
  drawSlots(): DrawSlot[] {
    return this.slots.map(asDrawn)
  }
}

/** What everybody in a draw of this office wishes for: the day, at any hour. */
export const wish = { site: SITE, date: DAY.toString(), part: 'any' } as const

const asDrawn = ({ siteId, startsAt, capacity }: Slot): DrawSlot => {
  const start = startsAt.toZonedDateTimeISO(ZONE).toPlainTime().toString({ smallestUnit: 'minute' })
  return { site: siteId, date: DAY.toString(), start, seats: capacity }
}

const windowStart = (index: number): Temporal.ZonedDateTime =>
  DAY.toZonedDateTime({ timeZone: ZONE, plainTime: '08:00' }).add({ minutes: index * WINDOW_MINUTES })
