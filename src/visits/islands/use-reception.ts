import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { getJson, type Liveness, liveSource } from '../../web/islands/index.ts'
import type { ExpectedAnswer, FloorAnswer } from '../wire.ts'
import { type DeskState, OfflineDesk } from './offline-desk.ts'
import { isWaiting, type ReceptionData, type Told } from './reception-types.ts'

export interface Reception {
  /** Undefined: nothing was told yet, and nothing is kept. */
  told: Told | undefined
  liveness: Liveness
  /** The network is gone, or nothing was heard since the page opened. */
  isOffline: boolean
  desk: OfflineDesk
  kept: DeskState | undefined
  /** The server's time, milliseconds; moves on every ten seconds. */
  now: number
  /** Reads the day list anew: after an own act, before the hall tells. */
  refresh(): Promise<void>
  /** An act got no answer: the network is gone though nothing has said so yet. */
  lost(): void
}

const KEEP_MS = 5 * 60_000
const TICK_MS = 10_000
const SEND_MS = 5_000

/** Reception's view of its hall: the day list by each change of the hall, and what is kept for offline. */
export function useReception(data: ReceptionData): Reception {
  const { api, locale } = data
  const [told, setTold] = useState<Told>()
  const [liveness, setLiveness] = useState<Liveness>({ kind: 'stale', since: Date.now() })
  const [kept, setKept] = useState<DeskState>()
  const [hasOpened, setOpened] = useState(false)
  const desk = useMemo(() => new OfflineDesk(data, setKept), [data])
  const floor = useRef<FloorAnswer>(undefined)
  const [now, setNow] = useState(() => Date.now())

  const refresh = useCallback(async (): Promise<void> => {
    const answered = await getJson<ExpectedAnswer>(`${api}/expected?locale=${locale}`)
    if (answered.kind !== 'done' || !floor.current) return
    const next = { floor: floor.current, list: answered.value }
    await desk.remember(next)
    setTold(next)
  }, [api, locale, desk])

  useEffect(() => void desk.open().then(() => setOpened(true)), [desk])
  useEffect(
    () =>
      liveSource<FloorAnswer>({
        events: `${api}/floor/events?locale=${locale}`,
        event: 'floor',
        poll: `${api}/floor?locale=${locale}`,
        onData: (next) => {
          const was = floor.current
          if (was && was.day === next.day && next.version < was.version) return
          floor.current = next
          void refresh()
        },
        onState: setLiveness,
      }),
    [api, locale, refresh],
  )
  // Before that the server's clock, and so its day, is not known.
  const isTold = told !== undefined
  const isLive = liveness.kind === 'live'
  const waiting = kept?.scans.filter(isWaiting).length ?? 0
  useEffect(() => {
    if (!isLive || !hasOpened || !isTold) return undefined
    void desk.keep()
    const timer = setInterval(() => void desk.keep(), KEEP_MS)
    return () => clearInterval(timer)
  }, [isLive, hasOpened, isTold, desk])
  useEffect(() => {
    if (!isLive || !isTold || waiting === 0) return undefined
    const send = (): void => void desk.send().then(refresh)
    send()
    // A network that comes back comes and goes at first.
    const timer = setInterval(send, SEND_MS)
    return () => clearInterval(timer)
  }, [isLive, isTold, waiting > 0, desk, refresh])
  useEffect(() => {
    let day = desk.dayAt(desk.now)
    const tick = (): void => {
      setNow(desk.now)
      const today = desk.dayAt(desk.now)
      if (today !== day) void desk.open()
      day = today
    }
    tick()
    const timer = setInterval(tick, TICK_MS)
    return () => clearInterval(timer)
  }, [desk, kept?.aheadMs])

  const shown = told ?? kept?.told
  const isUnheard = liveness.kind === 'stale' && !told && hasOpened && !navigator.onLine
  const isOffline = liveness.kind === 'offline' || isUnheard
  const lost = (): void => setLiveness({ kind: 'offline', since: Date.now() })
  return { told: shown, liveness, isOffline, desk, kept, now, refresh, lost }
}
