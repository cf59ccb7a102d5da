import { KeptDay, keptScopes, wipeDays } from './kept.ts'
import { isOpen, type Scan } from './reception-types.ts'

/** By time, so that they are sent in the order in which people came. */
export const nameOf = ({ atMs, nonce }: Scan): string => `scan ${String(atMs).padStart(15, '0')} ${nonce}`

export function readScans(kept: KeptDay): Promise<Scan[]> {
  return kept.readAll<Scan>('scan ')
}

/** Changes of scans go one at a time over every tab of this browser. */
export function locked<T>(act: () => Promise<T>): Promise<T> {
  return navigator.locks.request('giliran-reception', act)
}

/** Forgets all days whose scope begins so; false: something there is not sent or not seen, so all stays. */
export async function wipeUnlessOpen(prefix: string): Promise<boolean> {
  return locked(async () => {
    for (const scope of await keptScopes(prefix)) {
      if ((await readScans(await KeptDay.open(scope))).some(isOpen)) return false
    }
    await wipeDays((scope) => scope.startsWith(prefix))
    return true
  })
}
