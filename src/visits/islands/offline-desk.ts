import { getJson, postJson } from '../../web/islands/index.ts'
import type { OfflineDay } from '../wire-offline.ts'
import type { CheckedInAnswer, CheckInBody } from '../wire.ts'
import { locked, nameOf, readScans, wipeUnlessOpen } from './kept-scans.ts'
import { KeptDay, keptScopes, wipeDays } from './kept.ts'
import { isOpen, isWaiting, type ReceptionData, type Scan, type Told } from './reception-types.ts'

/** What this browser has for going on without the network. */
export interface DeskState {
  /** Undefined: today's list is not kept here. */
  day: OfflineDay | undefined
  scans: readonly Scan[]
  /** Numbers that were called by voice. */
  called: readonly string[]
  told: Told | undefined
  /** The server's clock less this machine's, milliseconds; kept over a reload. */
  aheadMs: number
  /** The browser keeps nothing: private window, storage full or forbidden. */
  cannotKeep: boolean
  /** The session is over, so nothing can be sent. */
  mustSignIn: boolean
}

type Place = Pick<ReceptionData, 'place' | 'timeZone' | 'api'>

const AHEAD = 'giliran-clock-ahead'
/** From this hour on the next day's list is kept as well: the evening before. */
const EVENING_HOUR = 12

/**
 * The desk's memory: `(nothing) --keep--> kept --the day is over--> wiped`, and of each scan
 * `waiting --send--> sent | refused`, in the order in which they were made. A scan waits
 * until an answer stands; sent twice it changes nothing, since it carries its nonce. All
 * changes of scans go one at a time over every tab of this browser (Web Locks).
 */
export class OfflineDesk {
  private readonly place: Place
  private readonly onChange: (state: DeskState) => void
  private openedDay = ''
  private opening: Promise<void> | undefined
  private sending: Promise<void> | undefined
  /** The officer has signed out. */
  private hasEnded = false
  private state: DeskState = {
    day: undefined,
    scans: [],
    called: [],
    told: undefined,
    aheadMs: Number(readPlain(AHEAD) ?? 0),
    cannotKeep: false,
    mustSignIn: false,
  }

  constructor(place: Place, onChange: (state: DeskState) => void) {
    this.place = place
    this.onChange = onChange
  }

  get now(): number {
    return Date.now() + this.state.aheadMs
  }

  /** "2026-11-30" at the office. */
  dayAt(ms: number): string {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: this.place.timeZone }).format(ms)
  }

  /** Reads what is kept of today; wipes the days that are over. */
  open(): Promise<void> {
    this.opening = this.openToday()
    return this.opening
  }

  /** What is kept, once it has been read: a screen that has just opened does not know it yet. */
  async whenOpen(): Promise<DeskState> {
    await this.opening
    return this.state
  }

  private async openToday(): Promise<void> {
    await this.guarded(async () => {
      this.openedDay = this.dayAt(this.now)
      await this.wipeOver()
      const kept = await this.today()
      const [day, told, called = []] = await Promise.all([
        kept.read<OfflineDay>('day'),
        kept.read<Told>('told'),
        kept.read<string[]>('called'),
      ])
      this.change({ day, told, called, scans: await readScans(kept) })
    })
  }

  /** The hall and list as just told: what is known when the network goes. */
  async remember(told: Told): Promise<void> {
    const aheadMs = Date.parse(told.floor.now) - Date.now()
    writePlain(AHEAD, String(aheadMs))
    this.change({ aheadMs })
    // This machine's clock may be of another day; the server's is right.
    if (this.dayAt(this.now) !== this.openedDay) await this.open()
    this.change({ told })
    await this.guarded(async () => (await this.today()).write('told', told))
  }

  /** Fetches today's list to keep, and in the evening tomorrow's. */
  async keep(): Promise<void> {
    await this.guarded(async () => {
      const day = await this.keepDay(this.dayAt(this.now))
      if (!day) return
      this.change({ day })
      const hour = new Intl.DateTimeFormat('en-GB', { timeZone: this.place.timeZone, hour: '2-digit' }).format(this.now)
      if (Number(hour) >= EVENING_HOUR) await this.keepDay(this.dayAt(this.now + 86_400_000))
    })
  }

  private async keepDay(day: string): Promise<OfflineDay | undefined> {
    const { api } = this.place
    const answered = await getJson<OfflineDay>(`${api}/offline-day?day=${day}`)
    if (answered.kind !== 'done') return undefined
    await (await this.dayOf(day)).write('day', answered.value)
    return answered.value
  }

  /** Keeps a check-in; `make` sees the scans as they are when it is this one's turn. */
  async add(make: (scans: readonly Scan[]) => Scan): Promise<Scan> {
    return locked(async () => {
      const kept = await this.today()
      const scans = await readScans(kept)
      const scan = make(scans)
      const known = scans.find(({ nonce }) => nonce === scan.nonce)
      if (!known) await kept.write(nameOf(scan), scan)
      this.change({ scans: await readScans(kept) })
      return known ?? scan
    })
  }

  /** Takes back what was `waiting`; nothing is changed where the answer, what has come of it, is another. */
  async takeBack(nonce: string): Promise<Scan['outcome'] | undefined> {
    return locked(async () => {
      const kept = await this.today()
      const scan = (await readScans(kept)).find((one) => one.nonce === nonce)
      if (scan?.outcome.kind !== 'waiting') return scan?.outcome
      await kept.remove(nameOf(scan))
      this.change({ scans: await readScans(kept) })
      return scan.outcome
    })
  }

  /** Sends all that waits, oldest first, until the network or the session fails. */
  send(): Promise<void> {
    this.sending ??= this.sendAll().finally(() => (this.sending = undefined))
    return this.sending
  }

  private async sendAll(): Promise<void> {
    await this.guarded(async () => {
      const waiting = (await readScans(await this.today())).filter(isWaiting)
      for (const scan of waiting) {
        // One at a time, so that somebody who is at the desk meanwhile waits for one answer at most.
        if (!(await locked(() => this.sendKept(nameOf(scan))))) break
      }
    })
  }

  /** False: it waits on, and so does what came after it. */
  private async sendKept(name: string): Promise<boolean> {
    const kept = await this.today()
    const scan = await kept.read<Scan>(name)
    if (!scan || !isWaiting(scan)) return true
    const outcome = await this.sendOne(scan)
    if (!outcome) return false
    // What was typed from cards is needed no more.
    const people = scan.people.map(({ position, card }) => ({ position, card }))
    await kept.write(name, { ...scan, people, outcome } satisfies Scan)
    this.change({ scans: await readScans(kept) })
    return true
  }

  private async sendOne(scan: Scan): Promise<Scan['outcome'] | undefined> {
    const { booking, people, priority, help, nonce, number, atMs } = scan
    const body: CheckInBody = {
      booking,
      people,
      ...(priority && { priority }),
      ...(help && { help }),
      nonce,
      number,
      at: new Date(atMs).toISOString(),
    }
    const answered = await postJson<CheckedInAnswer>(`${this.place.api}/check-ins`, body)
    if (answered.kind === 'no-network') return undefined
    if (answered.kind === 'done') {
      this.change({ mustSignIn: false })
      return { kind: 'sent', number: answered.value.number, visit: answered.value.visit }
    }
    const { status, detail } = answered.problem
    if (status === 401 || status === 403) this.change({ mustSignIn: true })
    return status === 409 || status === 404 || status === 422 ? { kind: 'refused', why: detail } : undefined
  }

  /** An officer has dealt with what came of a scan. */
  async see(nonce: string): Promise<void> {
    await this.guarded(async () =>
      locked(async () => {
        const kept = await this.today()
        const scan = (await readScans(kept)).find((one) => one.nonce === nonce)
        if (scan) await kept.write(nameOf(scan), { ...scan, seen: true })
        this.change({ scans: await readScans(kept) })
      }),
    )
  }

  async call(number: string): Promise<void> {
    const called = [...this.state.called, number]
    this.change({ called })
    await this.guarded(async () => (await this.today()).write('called', called))
  }

  async forgetCalls(): Promise<void> {
    this.change({ called: [] })
    await this.guarded(async () => (await this.today()).write('called', []))
  }

  /** At sign-out: everything, unless something is not sent or not seen. Afterwards nothing is kept any more. */
  async wipe(): Promise<void> {
    this.hasEnded = true
    this.hasEnded = await wipeUnlessOpen(`${this.place.place}/`)
  }

  /** Days that are over go; what nobody has sent or seen of them goes on to today. */
  private async wipeOver(): Promise<void> {
    const prefix = `${this.place.place}/`
    const today = this.dayAt(this.now)
    const over = (await keptScopes(prefix)).filter((scope) => scope.slice(prefix.length) < today)
    const [kept, empty]: [string[], string[]] = [[], []]
    for (const scope of over) {
      const scans = await readScans(await KeptDay.open(scope))
      ;(scans.some(isOpen) ? kept : empty).push(scope)
    }
    await wipeDays((scope) => empty.includes(scope))
    for (const scope of kept) await this.moveOver(scope)
  }

  /** Scans of a day that is over cannot be sent any more: they are shown until somebody has seen them. */
  private async moveOver(scope: string): Promise<void> {
    const today = await this.today()
    for (const scan of await readScans(await KeptDay.open(scope))) {
      if (!isOpen(scan)) continue
      const { outcome } = scan
      const after: Scan['outcome'] =
        outcome.kind === 'waiting' ? { kind: 'too-late', day: scope.slice(-10) } : outcome
      await today.write(nameOf(scan), { ...scan, outcome: after } satisfies Scan)
    }
    await wipeDays((one) => one === scope)
  }

  private today(): Promise<KeptDay> {
    return this.dayOf(this.dayAt(this.now))
  }

  private async dayOf(day: string): Promise<KeptDay> {
    this.refuseEnded()
    const kept = await KeptDay.open(`${this.place.place}/${day}`)
    this.refuseEnded()
    return kept
  }

  /** What was under way at sign-out would write names again, under a new key. */
  private refuseEnded(): void {
    if (this.hasEnded) throw new Error('the officer has signed out')
  }

  /** A browser that keeps nothing is told of once; the desk goes on with the network. */
  private async guarded(act: () => Promise<unknown>): Promise<void> {
    if (this.hasEnded) return
    try {
      await act()
    } catch {
      this.change({ cannotKeep: !this.hasEnded })
    }
  }

  private change(change: Partial<DeskState>): void {
    this.state = { ...this.state, ...change }
    this.onChange(this.state)
  }
}

function readPlain(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function writePlain(name: string, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch {
    // Then the machine's own clock counts after a reload.
  }
}
