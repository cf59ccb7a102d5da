const SHOWN_SIGNS = 3

/** How an address ends: enough to know one's own, too little to write to. */
export function endOf(to: string): string {
  return `…${to.slice(-SHOWN_SIGNS)}`
}
