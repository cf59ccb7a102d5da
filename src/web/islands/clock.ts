import { useEffect, useMemo, useState } from 'preact/hooks'

/**
 * The server's time in milliseconds, going on from `serverNow` (RFC 3339) by this machine's
 * clock: one that goes wrong shows the right time all the same. Renders every `everyMs`.
 */
export function useClock(serverNow: string, everyMs = 1000): number {
  const ahead = useMemo(() => Date.parse(serverNow) - Date.now(), [serverNow])
  const [now, setNow] = useState(() => Date.parse(serverNow))
  useEffect(() => {
    const tick = (): void => setNow(Date.now() + ahead)
    tick()
    const timer = setInterval(tick, everyMs)
    return () => clearInterval(timer)
  }, [ahead, everyMs])
  return now
}
