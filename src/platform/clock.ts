/**
 * Where "now" comes from. Rules never ask the machine for the time: they are handed an
 * instant, and whoever hands it asks a clock that a test can set.
 */
export interface Clock {
  now(): Temporal.Instant
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** A clock that stands still until it is set: for tests and simulations. */
export class SetClock implements Clock {
  private instant: Temporal.Instant

  constructor(instant: Temporal.Instant | string) {
    this.instant = Temporal.Instant.from(instant)
  }

  now(): Temporal.Instant {
    return this.instant
  }

  set(instant: Temporal.Instant | string): void {
    this.instant = Temporal.Instant.from(instant)
  }

  advance(duration: Temporal.DurationLike): void {
    this.instant = this.instant.add(duration)
  }
}
