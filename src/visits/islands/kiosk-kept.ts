/**
 * What staff must see until they press it away, whatever page of the kiosk was loaded since: kept on this
 * machine. `since` is an instant with the office's offset.
 */
export interface Kept {
  /** No paper comes out; `number` is the last that got none. */
  printer: { since: string; number: string }
  /** Somebody called an officer. */
  help: { since: string }
}

const keyOf = (name: keyof Kept): string => `giliran-kiosk-${name}`

export function readKept<N extends keyof Kept>(name: N): Kept[N] | undefined {
  try {
    return (JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null') as Kept[N] | null) ?? undefined
  } catch {
    // Storage may be forbidden: then it is known until the page is loaded again.
    return undefined
  }
}

export function keep<N extends keyof Kept>(name: N, value: Kept[N] | undefined): void {
  try {
    if (value) localStorage.setItem(keyOf(name), JSON.stringify(value))
    else localStorage.removeItem(keyOf(name))
  } catch {
    // As above.
  }
}
