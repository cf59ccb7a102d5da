import { useEffect, useRef, useState } from 'preact/hooks'
import type { DayCodeAnswer } from '../wire.ts'
import { checkInAll, findTicket, type FoundTicket, type Outcome, readDay } from './kiosk-flow.ts'
import { keep, type Kept, readKept } from './kiosk-kept.ts'
import type { KioskWords } from './kiosk-parts.tsx'
import { printSlip } from './kiosk-printer.ts'
import type { KioskAt } from './kiosk-screens.tsx'

/** Whether the kiosk can work: `signed-out` needs its staff. */
export type KioskLine = 'open' | 'offline' | 'signed-out'

/** Back to the start when nobody has touched it for so long. */
const IDLE_MS = 30_000
/** Often enough to tell the time by the minute; each asking keeps the kiosk signed in. */
const DAY_MS = 20_000

/** From a scan or a typed code to the number. */
export function useCheckIn(needs: {
  api: string
  words: KioskWords
  /** Whether slips are printed at the moment. */
  prints: boolean
  go(to: KioskAt): void
  setLine(line: KioskLine): void
}): { find(q: string): Promise<void>; checkIn(found: FoundTicket): Promise<void> } {
  const { api, words, prints, go, setLine } = needs
  const settle = <T,>(outcome: Outcome<T>, again: () => void): T | undefined => {
    if (outcome.kind === 'done') return outcome.value
    if (outcome.kind === 'signed-out') setLine('signed-out')
    const text = outcome.kind === 'refused' ? outcome.text : words.refused.network
    go({ at: 'refused', text, ...(outcome.kind === 'no-network' && { again }) })
    return undefined
  }
  const checkIn = async (found: FoundTicket): Promise<void> => {
    go({ at: 'looking' })
    const given = settle(await checkInAll(api, found), () => void checkIn(found))
    if (given) go({ at: 'done', given, isPrinted: prints })
  }
  const find = async (q: string): Promise<void> => {
    go({ at: 'looking' })
    const found = settle(await findTicket(api, q, words.refused.unknown), () => void find(q))
    if (found && found.people > 1) go({ at: 'party', found })
    else if (found) await checkIn(found)
  }
  return { find, checkIn }
}

/** Goes back when nobody has touched the screen for a while: what stands there is somebody's. */
export function useIdle(screen: KioskAt, leave: () => void): void {
  const latest = useRef(leave)
  latest.current = leave
  useEffect(() => {
    let timer = setTimeout(() => latest.current(), IDLE_MS)
    const touched = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => latest.current(), IDLE_MS)
    }
    for (const kind of ['pointerdown', 'keydown'] as const) addEventListener(kind, touched)
    return () => {
      clearTimeout(timer)
      for (const kind of ['pointerdown', 'keydown'] as const) removeEventListener(kind, touched)
    }
  }, [screen])
}

/** The time, the day's code, and whether the kiosk may still work; a new day loads the page anew. */
export function useDay(
  { api, today: first }: { api: string; today: DayCodeAnswer },
  { setToday, setLine }: { setToday(today: DayCodeAnswer): void; setLine(line: KioskLine): void },
): void {
  useEffect(() => {
    const ask = async (): Promise<void> => {
      const outcome = await readDay(api)
      if (outcome.kind !== 'done') return setLine(outcome.kind === 'signed-out' ? 'signed-out' : 'offline')
      if (outcome.value.day !== first.day) return location.reload()
      setLine('open')
      setToday(outcome.value)
    }
    const timer = setInterval(() => void ask(), DAY_MS)
    return () => clearInterval(timer)
  }, [])
}

/** Prints once for each number, after its slip is in the page. */
export function usePrinting(screen: KioskAt, fails: () => void): void {
  const printed = useRef<string>(undefined)
  useEffect(() => {
    if (screen.at !== 'done') printed.current = undefined
    if (screen.at !== 'done' || !screen.isPrinted || printed.current === screen.given.visit) return
    printed.current = screen.given.visit
    if (!printSlip()) fails()
  }, [screen])
}

export function usePrinter({ now }: DayCodeAnswer) {
  const [trouble, setTrouble] = useState(() => readKept('printer'))
  const set = (next: Kept['printer'] | undefined): void => {
    keep('printer', next)
    setTrouble(next)
  }
  return {
    trouble,
    fixed: () => set(undefined),
    fails: (number: string) => set({ since: trouble?.since ?? now, number }),
  }
}

/** An officer is called from `since` on, until it is said that they came, or the day is over. */
export function useHelp({ day, now }: DayCodeAnswer) {
  const [help, setHelp] = useState(() => {
    const kept = readKept('help')
    return kept?.since.startsWith(day) ? kept : undefined
  })
  const set = (next: Kept['help'] | undefined): void => {
    keep('help', next)
    setHelp(next)
  }
  return {
    since: help?.since,
    call: () => set({ since: now }),
    helped: () => set(undefined),
  }
}
