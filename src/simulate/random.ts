/**
 * A random generator that gives the same numbers for the same seed, on every machine: the
 * simulated days must be repeatable. Mulberry32 (Tommy Ettinger, public domain). Not for
 * secrets, and not for draws among people.
 */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** 0 up to and without 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  between(from: number, to: number): number {
    return from + (to - from) * this.next()
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[Math.floor(this.next() * from.length)] ?? from[0]
  }

  /** Box and Muller. */
  normal(mean: number, sd: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()))
    return mean + sd * radius * Math.cos(2 * Math.PI * this.next())
  }

  /** Skewed to the right, never below 0: `cv` is the spread as a share of `mean`. */
  logNormal(mean: number, cv: number): number {
    const variance = Math.log(1 + cv * cv)
    return Math.exp(this.normal(Math.log(mean) - variance / 2, Math.sqrt(variance)))
  }
}
