import { useEffect, useRef } from 'preact/hooks'

/** Header of a page that stays open for days: changes with the files that it is made of. */
export const buildHeader = 'giliran-build'

/**
 * Rarer, and a hall would run on old code for long. More often, and while two app processes
 * of different age answer by turns the page would do nothing but load.
 */
const ASK_MS = 120_000

/** Loads the page anew once the server has a newer one and nothing keeps us: a call being spoken, for one. */
export function useNewerBuild(build: string, isBusy: boolean): void {
  const busy = useRef(isBusy)
  busy.current = isBusy
  useEffect(() => {
    const ask = async (): Promise<void> => {
      try {
        const response = await fetch(location.href, { method: 'HEAD', cache: 'no-store' })
        const theirs = response.headers.get(buildHeader)
        if (response.ok && theirs && theirs !== build && !busy.current) location.reload()
      } catch {
        // No network: the page that stands is better than none.
      }
    }
    const timer = setInterval(() => void ask(), ASK_MS)
    return () => clearInterval(timer)
  }, [])
}
