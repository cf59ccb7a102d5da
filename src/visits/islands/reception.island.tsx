import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { fill, type Keys, mount, postJson, useKeys } from '../../web/islands/index.ts'
import { checkIn } from './check-in-act.ts'
import { checkingOf, findTicket } from './find-ticket.ts'
import { keepPage } from './keep-page.ts'
import { listWithScans, localOrder, momentLike, nextLocalNumber } from './local-day.ts'
import { Camera } from './reception-camera.tsx'
import { GivenNumber } from './reception-given.tsx'
import { NumberForm, UndoAsk } from './reception-number.tsx'
import { LocalOrder } from './reception-offline.tsx'
import { hourIn, nextNumberShown, type Note, NoteLine } from './reception-parts.tsx'
import { ChooseTicket, ReceptionScreen } from './reception-screen.tsx'
import { cardOfKey, notCompared, othersAway, ReceptionTicket, willCome } from './reception-ticket.tsx'
import type { Checking, Found, Given, Mode, ReceptionData } from './reception-types.ts'
import { WalkInForm } from './reception-walk-in.tsx'
import { useScanner } from './use-scanner.ts'
import { type Reception, useReception } from './use-reception.ts'

/** Numbers given without the network begin here; the office's own stay below. */
const LOCAL_FROM = 501

function ReceptionDesk({ data }: { data: ReceptionData }) {
  const { words } = data
  const reception = useReception(data)
  const { kept, told, desk, isOffline } = reception
  const [mode, setMode] = useState<Mode>({ at: 'find' })
  const [note, say] = useState<Note>()
  const [typed, setTyped] = useState('')
  const [last, setLast] = useState<Given>()
  const field = useRef<HTMLInputElement>(null)
  const isBusy = useRef(false)
  useEffect(() => keepPage(data, desk), [data, desk])
  useEffect(() => field.current?.focus(), [])

  const go = (next: Mode, said?: Note): void => {
    setMode(next)
    say(said)
  }
  const toFind = (said?: Note): void => {
    go({ at: 'find' }, said)
    setTyped('')
    field.current?.focus()
  }
  const refuse = (text: string): void => say({ isRefusal: true, text })
  /** One at a time: a key pressed twice, or a scanner that is faster than the network. */
  const alone = (act: () => Promise<void>): void => {
    if (isBusy.current) return
    isBusy.current = true
    void act().finally(() => (isBusy.current = false))
  }
  const put = (found: Found, text?: string): void => {
    setTyped(found.code)
    field.current?.blur()
    go({ at: 'ticket', checking: checkingOf(found) }, text === undefined ? undefined : { isRefusal: true, text })
  }
  const find = (q: string): void =>
    alone(async () => {
      if (q.trim() === '') return refuse(words.find.nothing)
      const outcome = await findTicket(data, reception, q)
      const [only] = outcome.kind === 'found' ? outcome.found : []
      if (outcome.kind === 'refused' || !only) {
        setTyped('')
        return go({ at: 'find' }, { isRefusal: true, text: outcome.kind === 'refused' ? outcome.text : words.find.nothing })
      }
      if (outcome.found.length === 1) return put(only, outcome.note)
      field.current?.blur()
      go({ at: 'choose', found: outcome.found })
    })
  const give = (given: Given): void => {
    setLast(given)
    setTyped('')
    go({ at: 'given', given, print: 'not-yet' })
  }
  const finish = (checking: Checking): void =>
    alone(async () => {
      const missing = whatIsMissing(data, checking)
      if (missing) return refuse(missing)
      const outcome = await checkIn(data, reception, checking)
      if (outcome.kind === 'given') give(outcome.given)
      else refuse(outcome.problem.detail)
    })
  const act = (visit: string, verb: 'return' | 'leave'): void =>
    alone(async () => {
      if (isOffline) return refuse(words.offline.notNow)
      const answered = await postJson(`${data.api}/visits/${encodeURIComponent(visit)}/${verb}`, {})
      if (answered.kind === 'refused') return refuse(answered.problem.detail)
      if (answered.kind === 'no-network') return refuse(words.notSent)
      void reception.refresh()
      toFind()
    })
  const print = (visit: string | undefined): boolean => {
    if (!visit) {
      globalThis.print()
      return true
    }
    return openSlip(data, visit)
  }
  const printGiven = (given: Given): void => {
    const isOpen = print(given.visit)
    go({ at: 'given', given, print: isOpen ? 'asked' : 'by-hand' }, isOpen ? undefined : { isRefusal: true, text: words.given.blocked })
  }
  const undo = (): void => (last ? go({ at: 'undo', given: last }) : refuse(words.undo.nothing))
  const undoNow = (given: Given): void =>
    alone(async () => {
      const done = await takeBack(data, reception, given)
      if (done !== undefined) return refuse(done)
      setLast(undefined)
      toFind({ isRefusal: false, text: fill(words.undo.done, { number: given.number }) })
    })
  const openWalkIn = (wantsPriority: boolean): void => {
    field.current?.blur()
    go({ at: 'walk-in', wantsPriority })
  }

  useScanner(field, setTyped)
  const order = mode.at === 'order' && kept?.day
    ? localOrder({ day: kept.day, scans: kept.scans, told, nowMs: reception.now, words }, kept.called)
    : []
  useKeys(
    keysOf(mode, {
      escape: () => (document.activeElement === field.current && mode.at === 'find' ? field.current?.blur() : toFind()),
      field: () => field.current?.focus(),
      openWalkIn,
      undo,
      openNumber: () => go({ at: 'number' }),
      openOrder: () => isOffline && go({ at: 'order' }),
      send: () => void desk.send(),
      setChecking: (checking) => go({ at: 'ticket', checking }),
      finish,
      choose: put,
      printGiven,
      byHand: (given) => go({ at: 'given', given, print: 'by-hand' }),
      next: () => toFind(),
      undoNow,
      callNext: () => order[0] && void desk.call(order[0].number),
    }),
  )

  const like = told?.list.now ?? kept?.day?.from ?? ''
  const now = momentLike(reception.now, like)
  useBarClock(like && hourIn(now, words))
  const tickets = useMemo(
    () =>
      kept?.day && (isOffline || kept.scans.length > 0)
        ? listWithScans({ day: kept.day, scans: kept.scans, told, nowMs: reception.now })
        : told?.list.tickets,
    [kept, isOffline, told, reception.now],
  )
  const checking = mode.at === 'ticket' ? mode.checking : undefined
  return (
    <ReceptionScreen
      data={data}
      tickets={tickets}
      kept={kept}
      liveness={reception.liveness}
      isOffline={isOffline}
      checking={checking?.found.booking}
      now={now}
      field={field}
      typed={typed}
      onType={setTyped}
      find={() => find(typed)}
      openCamera={() => go({ at: 'camera' })}
      instead={mode.at === 'order' && (
        <LocalOrder words={words} places={order} like={like} call={(number) => void desk.call(number)} close={() => toFind()} />
      ) || undefined}
      openWalkIn={openWalkIn}
      undo={undo}
      openNumber={() => go({ at: 'number' })}
      openOrder={() => go({ at: 'order' })}
      send={() => void desk.send().then(reception.refresh)}
      see={({ nonce }) => void desk.see(nonce)}
      forgetCalls={() => void desk.forgetCalls()}
    >
      {(mode.at === 'find' || mode.at === 'order') && <NoteLine note={note} />}
      {mode.at === 'camera' && <Camera words={words} onCode={find} close={() => toFind()} />}
      {mode.at === 'choose' && (
        <ChooseTicket data={data} found={mode.found} note={note} choose={put} close={() => toFind()} />
      )}
      {checking && (
        <ReceptionTicket
          words={words}
          checking={checking}
          today={now.slice(0, 10)}
          floor={told?.floor}
          number={numberFor(data, reception, checking)}
          isLocal={isOffline}
          note={note}
          deskHref={data.links.desk}
          change={(next) => go({ at: 'ticket', checking: next })}
          checkIn={() => finish(checking)}
          print={print}
          act={act}
          back={() => toFind()}
        />
      )}
      {mode.at === 'given' && (
        <GivenNumber
          words={words}
          given={mode.given}
          print={mode.print}
          note={note}
          onPrint={() => printGiven(mode.given)}
          onByHand={() => go({ ...mode, print: 'by-hand' })}
          onNext={() => toFind()}
        />
      )}
      {mode.at === 'walk-in' && (
        <WalkInForm
          data={data}
          wantsPriority={mode.wantsPriority}
          isOffline={isOffline}
          onGiven={give}
          onLost={() => reception.lost()}
          close={() => toFind()}
        />
      )}
      {mode.at === 'number' && (
        <NumberForm words={words} floor={told?.floor} note={note} say={say} act={act} close={() => toFind()} />
      )}
      {mode.at === 'undo' && (
        <>
          <NoteLine note={note} />
          <UndoAsk words={words} given={mode.given} onYes={() => undoNow(mode.given)} close={() => toFind()} />
        </>
      )}
    </ReceptionScreen>
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

interface Does {
  escape(): void
  field(): void
  openWalkIn(wantsPriority: boolean): void
  undo(): void
  openNumber(): void
  openOrder(): void
  send(): void
  setChecking(checking: Checking): void
  finish(checking: Checking): void
  choose(found: Found): void
  printGiven(given: Given): void
  byHand(given: Given): void
  next(): void
  undoNow(given: Given): void
  callNext(): void
}

/** What each key does now. */
function keysOf(mode: Mode, does: Does): Keys {
  const always: Keys = { escape: does.escape, '/': does.field, f9: does.send }
  const desk: Keys = {
    ...always,
    d: () => does.openWalkIn(false),
    b: () => does.openWalkIn(true),
    z: does.undo,
    n: does.openNumber,
    o: does.openOrder,
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
      const enter = print === 'not-yet' ? () => does.printGiven(given) : does.next
      return { ...desk, ...byHand, enter, space: does.next }
    }
    case 'undo':
      return { ...always, y: () => does.undoNow(mode.given) }
    case 'order':
      return { ...always, enter: does.callNext }
    case 'walk-in':
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
      setChecking({ ...checking, cards: checking.cards.map((one) => (one.position === position ? { ...one, card } : one)) })
      // After the field is drawn, which is a microtask too, and before the next key.
      if (card === 'typing-error') queueMicrotask(() => document.getElementById(`nik-${position}`)?.focus())
    },
  ])
  return { ...rest, ...Object.fromEntries(cards) }
}

/** Why this ticket cannot be sent yet; undefined: it can. */
function whatIsMissing({ words }: ReceptionData, checking: Checking): string | undefined {
  const { ticket: say } = words
  const { found, cards } = checking
  if (found.checkIn.refusal) return found.checkIn.refusal
  const nameOf = (position: number): string => found.people.find((one) => one.position === position)?.name ?? ''
  const open = notCompared(checking)
  if (open.length > 0) {
    return fill(say.compareFirstText, { names: open.map(({ position }) => nameOf(position)).join(', ') })
  }
  const untyped = cards.find(({ card, nik }) => card === 'typing-error' && nik.replaceAll(/\D/g, '').length !== 16)
  if (untyped) return fill(say.nikMissing, { name: nameOf(untyped.position) })
  return willCome(checking) === 0 ? say.nobody : undefined
}

function numberFor({ letters }: ReceptionData, { isOffline, kept, told }: Reception, { priority }: Checking): string {
  const letter = priority ? letters.priority : letters.appointment
  return isOffline
    ? nextLocalNumber(letter, kept?.scans ?? [], kept?.day?.numbersFrom ?? LOCAL_FROM)
    : nextNumberShown(letter, told?.floor, LOCAL_FROM)
}

/** Undefined: done; else why not. */
async function takeBack({ api, words }: ReceptionData, reception: Reception, given: Given): Promise<string | undefined> {
  if (!given.visit) {
    const isBack = given.nonce !== undefined && (await reception.desk.takeBack(given.nonce))
    return isBack ? undefined : words.notSent
  }
  if (reception.isOffline) return words.offline.notNow
  const answered = await postJson(`${api}/visits/${encodeURIComponent(given.visit)}/leave`, {})
  if (answered.kind === 'refused') return answered.problem.detail
  if (answered.kind === 'no-network') return words.notSent
  void reception.refresh()
  return undefined
}

/** The slip in a window of its own, which prints itself; false: the browser let no window open. */
function openSlip({ links }: ReceptionData, visit: string): boolean {
  const address = `${links.slip.replace(':visit', encodeURIComponent(visit))}?print=now`
  return window.open(address, 'giliran-slip', 'popup,width=420,height=760') !== null
}

mount<ReceptionData>('reception', (data) => <ReceptionDesk data={data} />)
