/**
 * Where "now" comes from. Rules never ask the machine for the time: they are handed an
 * instant, and whoever hands it asks a clock that a test can set.
 */
export interface Clock {
  now(): Temporal.Instant
}

export const systemClock: Clock = openSystemClock()

/**
 * The machine's time to the millisecond. Whoever asks within the same one is handed the same
 * object: making an instant costs ten times what asking for the time does.
 */
function openSystemClock(): Clock {
  let latest = Temporal.Instant.fromEpochMilliseconds(0)
  return {
    now() {
      const milliseconds = Date.now()
      if (milliseconds !== latest.epochMilliseconds) latest = Temporal.Instant.fromEpochMilliseconds(milliseconds)
      return latest
    },
  }
}

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
