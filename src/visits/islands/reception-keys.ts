import type { Keys } from '../../web/islands/index.ts'
import { cardOfKey, othersAway } from './reception-ticket.tsx'
import type { Checking, Found, Given, Mode } from './reception-types.ts'

/** What keys can do at the desk. */
export interface Does {
  escape(): void
  field(): void
  openWalkIn(wantsPriority: boolean): void
  undo(): void
  /** Undefined: this hall hands out no passports. */
  openCollection: (() => void) | undefined
  openNumber(): void
  openOrder(): void
  send(): void
  setChecking(checking: Checking): void
  finish(checking: Checking): void
  choose(found: Found): void
  printGiven(given: Given): void
  byHand(given: Given): void
  next(): void
  split(given: Given): void
  undoNow(given: Given): void
  callNext(): void
}

/** What each key does now. */
export function keysOf(mode: Mode, does: Does): Keys {
  const always: Keys = { escape: does.escape, '/': does.field, f9: does.send }
  const desk: Keys = {
    ...always,
    d: () => does.openWalkIn(false),
    b: () => does.openWalkIn(true),
    z: does.undo,
    n: does.openNumber,
    o: does.openOrder,
    ...(does.openCollection && { p: does.openCollection }),
  }
  switch (mode.at) {
    case 'ticket':
      return { ...desk, ...cardKeys(mode.checking, does), b: toPriority, enter: () => does.finish(mode.checking) }
    case 'choose':
      return { ...always, ...Object.fromEntries(mode.found.map((one, i) => [String(i + 1), () => does.choose(one)])) }
    case 'given': {
      const { given, print } = mode
      const byHand = { t: () => does.byHand(given) }
      if (print === 'asked') return { ...desk, ...byHand, y: does.next, u: () => does.printGiven(given) }
      const split = given.maySplit && { s: () => does.split(given) }
      const enter = print === 'not-yet' ? () => does.printGiven(given) : does.next
      return { ...desk, ...byHand, ...(print === 'not-yet' && split), enter, space: does.next }
    }
    case 'undo':
      return { ...always, y: () => does.undoNow(mode.given) }
    case 'order':
      return { ...always, enter: does.callNext }
    case 'walk-in':
    case 'collection':
    case 'number':
    case 'camera':
      return always
    case 'find':
      return desk
  }
}

const toPriority = (): void => document.getElementById('priority')?.focus()

function cardKeys(checking: Checking, { setChecking }: Does): Keys {
  const rest = { '0': () => setChecking(othersAway(checking)) }
  const digits = Array.from({ length: 9 }, (_, i) => i + 1)
  const cards = digits.map((digit): [string, () => void] => [
    String(digit),
    () => {
      const chosen = cardOfKey(checking, digit)
      if (!chosen) return
      const { position, card } = chosen
      const compared = checking.cards.map((one) => (one.position === position ? { ...one, card } : one))
      setChecking({ ...checking, cards: compared })
      // After the field is drawn, which is a microtask too, and before the next key.
      if (card === 'typing-error') queueMicrotask(() => document.getElementById(`nik-${position}`)?.focus())
    },
  ])
  return { ...rest, ...Object.fromEntries(cards) }
}
