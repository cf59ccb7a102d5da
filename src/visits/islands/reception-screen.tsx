import type { ComponentChildren, RefObject } from 'preact'
import type { Liveness } from '../../web/islands/index.ts'
import { hourIn } from './moments.ts'
import type { DeskState } from './offline-desk.ts'
import { ReceptionList, ReceptionStrip } from './reception-list.tsx'
import { Conflicts, OfflineBanner } from './reception-offline.tsx'
import { KeyButton, type Note, NoteLine } from './reception-parts.tsx'
import { type Expected, type Found, isWaiting, type ReceptionData, type Scan } from './reception-types.ts'

export interface ReceptionScreenProps {
  data: ReceptionData
  /** Undefined: not told yet. */
  tickets: readonly Expected[] | undefined
  kept: DeskState | undefined
  liveness: Liveness
  isOffline: boolean
  checking: string | undefined
  /** Any instant of now with the office's offset. */
  now: string
  field: RefObject<HTMLInputElement | null>
  typed: string
  onType(typed: string): void
  find(): void
  openCamera(): void
  /** The right column instead of the list. */
  instead: ComponentChildren
  /** Under the search: the ticket, the number, a form. */
  children: ComponentChildren
  openWalkIn(wantsPriority: boolean): void
  /** Undefined: this hall hands out no passports. */
  openCollection: (() => void) | undefined
  undo(): void
  openNumber(): void
  openOrder(): void
  send(): void
  see(scan: Scan): void
  forgetCalls(): void
}

/** Reception: at the left the ticket on the desk, at the right who is expected today. */
export function ReceptionScreen(props: ReceptionScreenProps) {
  const { data, kept, tickets, isOffline } = props
  const { words } = data
  const waiting = (kept?.scans ?? []).filter(isWaiting)
  const unsent = isOffline || waiting.length > 0 ? waiting.length : undefined
  return (
    <>
      <OfflineBanner
        words={words}
        kept={kept}
        liveness={props.liveness}
        isOffline={isOffline}
        unsent={waiting.length}
        like={props.now}
        signInHref={data.links.signIn}
        send={props.send}
      />
      <div class="col">
        <h1 class="sr">{words.title}</h1>
        <FindForm {...props} />
        {props.children}
      </div>
      <div class="col">
        <ReceptionStrip words={words} tickets={tickets} unsent={unsent} />
        <Conflicts
          words={words}
          locale={data.locale}
          kept={kept}
          isOffline={isOffline}
          see={props.see}
          forgetCalls={props.forgetCalls}
        />
        {props.instead ?? (
          <ReceptionList
            words={words}
            tickets={tickets}
            checking={props.checking}
            unsent={new Set(waiting.map(({ booking }) => booking))}
            now={props.now}
            dayListHref={data.links.dayList}
          />
        )}
        <SideActs {...props} />
      </div>
    </>
  )
}

function FindForm({ data: { words }, field, typed, onType, find, openCamera }: ReceptionScreenProps) {
  const { find: say } = words
  return (
    <form
      class="pane"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        find()
      }}
    >
      <label class="lab" for="scan">{say.label}</label>
      <div class="find">
        <input
          class="in"
          id="scan"
          ref={field}
          value={typed}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          aria-describedby="scan-keys"
          onInput={({ currentTarget }) => onType(currentTarget.value)}
        />
        <button class="btn">{say.search}</button>
        <button type="button" class="btn two" onClick={openCamera}>{say.camera}</button>
      </div>
      <p class="muted s" id="scan-keys">{say.keys}</p>
    </form>
  )
}

function SideActs({ data: { words, links }, isOffline, ...does }: ReceptionScreenProps) {
  const { acts: say } = words
  const { openWalkIn, openCollection, undo, openNumber, openOrder } = does
  return (
    <div class="acts">
      <KeyButton shows="D" press={() => openWalkIn(false)}>{say.walkIn}</KeyButton>
      <KeyButton shows="B" press={() => openWalkIn(true)}>{say.priority}</KeyButton>
      {openCollection && <KeyButton shows="P" press={openCollection}>{say.collection}</KeyButton>}
      <KeyButton shows="Z" press={undo}>{say.undo}</KeyButton>
      <KeyButton shows="N" press={openNumber}>{say.number}</KeyButton>
      {isOffline
        ? <KeyButton shows="O" press={openOrder}>{say.order}</KeyButton>
        : <a class="act" href={links.desk}>{say.desk}</a>}
    </div>
  )
}

export interface ChooseProps {
  data: ReceptionData
  found: readonly Found[]
  note: Note | undefined
  choose(found: Found): void
  close(): void
}

/** Several tickets by one name. */
export function ChooseTicket({ data: { words }, found, note, choose, close }: ChooseProps) {
  const { find: say, keys } = words
  return (
    <section class="ask" aria-labelledby="choose">
      <h2 id="choose">{say.choose}</h2>
      <p class="muted">{say.chooseText}</p>
      <NoteLine note={note} />
      <div class="acts">
        {found.map((one, i) => (
          <KeyButton key={one.booking} kind="wide" shows={String(i + 1)} press={() => choose(one)}>
            {hourIn(one.appointment, words)} · {one.people.map(({ name }) => name).join(', ')} · {one.code}
          </KeyButton>
        ))}
        <KeyButton kind="wide" shows={keys.escape} press={close}>{words.ticket.back}</KeyButton>
      </div>
    </section>
  )
}
