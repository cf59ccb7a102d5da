import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { mount, useKeys } from '../../web/islands/index.ts'
import { type DeskContext, find, finish, movesOf, printGiven, splitParty, undo, undoNow } from './desk-acts.ts'
import { keepPage } from './keep-page.ts'
import { listWithScans, localOrder } from './local-day.ts'
import { hourIn, momentLike } from './moments.ts'
import { DeskMode } from './reception-mode.tsx'
import { keysOf } from './reception-keys.ts'
import { LocalOrder } from './reception-offline.tsx'
import type { Note } from './reception-parts.tsx'
import { ReceptionScreen } from './reception-screen.tsx'
import { type Given, isWaiting, type Mode, type ReceptionData } from './reception-types.ts'
import { useScanner } from './use-scanner.ts'
import { type Reception, useReception } from './use-reception.ts'

function ReceptionDesk({ data }: { data: ReceptionData }) {
  const { words } = data
  const reception = useReception(data)
  const [mode, setMode] = useState<Mode>({ at: 'find' })
  const [note, say] = useState<Note>()
  const [typed, setTyped] = useState('')
  const desk = useDesk(data, reception, { setMode, say, setTyped })
  const { field } = desk
  const { go, toFind, openWalkIn, openCollection } = movesOf(desk)
  useScanner(field, setTyped)
  const { kept, told, isOffline } = reception
  const order = mode.at === 'order' && kept?.day
    ? localOrder({ day: kept.day, scans: kept.scans, told, nowMs: reception.now, words }, kept.called)
    : []
  const callNext = (): void => void (order[0] && reception.desk.call(order[0].number))
  useKeys(keysOf(mode, keysAt(desk, mode, callNext)))
  const like = told?.list.now ?? kept?.day?.from ?? ''
  const now = momentLike(reception.now, like)
  useBarClock(like && hourIn(now, words))
  return (
    <ReceptionScreen
      data={data}
      tickets={useTickets(reception)}
      kept={kept}
      liveness={reception.liveness}
      isOffline={isOffline}
      checking={mode.at === 'ticket' ? mode.checking.found.booking : undefined}
      now={now}
      field={field}
      typed={typed}
      onType={setTyped}
      find={() => find(desk, typed)}
      openCamera={() => go({ at: 'camera' })}
      instead={mode.at === 'order'
        ? <LocalOrder
            words={words}
            places={order}
            like={like}
            call={(number) => void reception.desk.call(number)}
            close={() => toFind()}
          />
        : undefined}
      openWalkIn={openWalkIn}
      openCollection={openCollection}
      undo={() => undo(desk)}
      openNumber={() => go({ at: 'number' })}
      openOrder={() => go({ at: 'order' })}
      send={() => void reception.desk.send().then(reception.refresh)}
      see={({ nonce }) => void reception.desk.see(nonce)}
      forgetCalls={() => void reception.desk.forgetCalls()}
    >
      <DeskMode desk={desk} mode={mode} note={note} today={now.slice(0, 10)} />
    </ReceptionScreen>
  )
}

type Setters = Pick<DeskContext, 'setMode' | 'say' | 'setTyped'>

function useDesk(data: ReceptionData, reception: Reception, setters: Setters): DeskContext {
  const [last, setLast] = useState<Given>()
  const field = useRef<HTMLInputElement>(null)
  const isBusy = useRef(false)
  useEffect(() => keepPage(data, reception.desk), [data, reception.desk])
  useEffect(() => field.current?.focus(), [])
  const alone = (act: () => Promise<void>): void => {
    if (isBusy.current) return
    isBusy.current = true
    void act()
      .catch(() => setters.say({ isRefusal: true, text: data.words.notSent }))
      .finally(() => (isBusy.current = false))
  }
  return { data, reception, field, last, ...setters, setLast, alone }
}

function keysAt(desk: DeskContext, mode: Mode, callNext: () => void): Parameters<typeof keysOf>[1] {
  const { field, reception } = desk
  const { go, toFind, put, openWalkIn, openCollection } = movesOf(desk)
  return {
    escape: () => (mode.at === 'find' && document.activeElement === field.current ? field.current?.blur() : toFind()),
    field: () => field.current?.focus(),
    openWalkIn,
    openCollection,
    undo: () => undo(desk),
    openNumber: () => go({ at: 'number' }),
    openOrder: () => {
      if (reception.isOffline) go({ at: 'order' })
    },
    send: () => void reception.desk.send(),
    setChecking: (checking) => go({ at: 'ticket', checking }),
    finish: (checking) => finish(desk, checking),
    choose: put,
    printGiven: (given) => printGiven(desk, given),
    byHand: (given) => go({ at: 'given', given, print: 'by-hand' }),
    next: () => toFind(),
    split: (given) => splitParty(desk, given),
    undoNow: (given) => undoNow(desk, given),
    callNext,
  }
}

/** Today's list: as told, and with what was added here while that is not sent. */
function useTickets({ kept, told, isOffline, now }: Reception) {
  return useMemo(
    () =>
      kept?.day && (isOffline || kept.scans.some(isWaiting))
        ? listWithScans({ day: kept.day, scans: kept.scans, told, nowMs: now })
        : told?.list.tickets,
    [kept, isOffline, told, now],
  )
}

/** The bar's clock: a page that was kept for offline says the hour at which it was kept. */
function useBarClock(hour: string): void {
  useEffect(() => {
    const clock = document.querySelector('time.clock')
    // A copy, since the page's own script goes on with the first one.
    if (clock instanceof HTMLElement && !clock.dataset.own) {
      const own = clock.cloneNode() as HTMLElement
      own.dataset.own = 'reception'
      own.textContent = clock.textContent
      clock.replaceWith(own)
    }
    const own = document.querySelector('time.clock')
    if (own && hour) own.textContent = hour
  }, [hour])
}

mount<ReceptionData>('reception', (data) => <ReceptionDesk data={data} />)
