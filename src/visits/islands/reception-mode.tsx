import { OFFLINE_NUMBERS_FROM } from '../offline-numbers.ts'
import {
  actOnVisit,
  type DeskContext,
  find,
  finish,
  movesOf,
  printAgain,
  printGiven,
  splitParty,
  standing,
  undoNow,
} from './desk-acts.ts'
import { nextLocalNumber } from './local-day.ts'
import { Camera } from './reception-camera.tsx'
import { CollectionForm } from './reception-collection.tsx'
import { GivenNumber } from './reception-given.tsx'
import { NumberForm, UndoAsk } from './reception-number.tsx'
import { nextNumberShown, type Note, NoteLine } from './reception-parts.tsx'
import { ChooseTicket } from './reception-screen.tsx'
import { ReceptionTicket } from './reception-ticket.tsx'
import type { Checking, Mode, ReceptionData } from './reception-types.ts'
import { WalkInForm } from './reception-walk-in.tsx'
import type { Reception } from './use-reception.ts'

export interface DeskModeProps {
  desk: DeskContext
  mode: Mode
  note: Note | undefined
  /** "2026-11-30" at the office. */
  today: string
}

/** Under the search: whatever the desk is at. */
export function DeskMode(props: DeskModeProps) {
  const { desk, mode, note } = props
  const { data, reception, say } = desk
  const { words } = data
  const { put, give, toFind } = movesOf(desk)
  const close = (): void => toFind()
  switch (mode.at) {
    case 'find':
    case 'order':
      return <NoteLine note={note} />
    case 'camera':
      return <Camera words={words} onCode={(text) => find(desk, text)} close={close} />
    case 'choose':
      return <ChooseTicket data={data} found={mode.found} note={note} choose={put} close={close} />
    case 'ticket':
      return <OnDesk {...props} checking={mode.checking} />
    case 'given':
      return <Given {...props} mode={mode} />
    case 'walk-in':
      return (
        <WalkInForm
          data={data}
          wantsPriority={mode.wantsPriority}
          isOffline={reception.isOffline}
          onGiven={give}
          onLost={() => reception.lost()}
          close={close}
        />
      )
    case 'collection':
      return (
        <CollectionForm
          data={data}
          isOffline={reception.isOffline}
          onGiven={give}
          onLost={() => reception.lost()}
          close={close}
        />
      )
    case 'number': {
      const act = (visit: string, verb: 'return' | 'leave'): void => actOnVisit(desk, visit, verb)
      const split = (visit: string): void => splitParty(desk, { visit, code: '', name: '' })
      const { told } = reception
      return <NumberForm {...{ words, floor: told?.floor, note, say, act, split, close }} />
    }
    case 'undo': {
      const given = standing(reception, mode.given)
      return (
        <>
          <NoteLine note={note} />
          <UndoAsk words={words} given={given} onYes={() => undoNow(desk, given)} close={close} />
        </>
      )
    }
  }
}

function OnDesk({ desk, note, today, checking }: DeskModeProps & { checking: Checking }) {
  const { data, reception } = desk
  const { go, toFind } = movesOf(desk)
  return (
    <ReceptionTicket
      words={data.words}
      locale={data.locale}
      checking={checking}
      today={today}
      floor={reception.told?.floor}
      number={numberFor(data, reception, checking)}
      isLocal={reception.isOffline}
      note={note}
      deskHref={data.links.desk}
      change={(next) => go({ at: 'ticket', checking: next })}
      checkIn={() => finish(desk, checking)}
      print={(visit) => printAgain(desk, visit)}
      act={(visit, verb) => actOnVisit(desk, visit, verb)}
      split={(visit) => {
        const { code, people: [first] } = checking.found
        splitParty(desk, { visit, code, name: first?.name ?? '' })
      }}
      back={() => toFind()}
    />
  )
}

function Given({ desk, note, mode }: DeskModeProps & { mode: Extract<Mode, { at: 'given' }> }) {
  const { go, toFind } = movesOf(desk)
  return (
    <GivenNumber
      words={desk.data.words}
      given={mode.given}
      print={mode.print}
      note={note}
      onPrint={() => printGiven(desk, mode.given)}
      onByHand={() => go({ ...mode, print: 'by-hand' })}
      onNext={() => toFind()}
      onSplit={() => splitParty(desk, mode.given)}
    />
  )
}

function numberFor({ letters }: ReceptionData, { isOffline, kept, told }: Reception, { priority }: Checking): string {
  const letter = priority ? letters.priority : letters.appointment
  return isOffline
    ? nextLocalNumber(letter, kept ?? {}, kept?.day?.numbersFrom ?? OFFLINE_NUMBERS_FROM)
    : nextNumberShown(letter, told?.floor, OFFLINE_NUMBERS_FROM)
}
