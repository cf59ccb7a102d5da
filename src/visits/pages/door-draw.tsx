import { WhoFields, type WhoFieldsProps, withPersons } from '../../bookings/index.ts'
import {
  Alert,
  BackLink,
  Button,
  DefaultAction,
  type Errors,
  ErrorSummary,
  Field,
  Note,
  Rows,
  type StaffBar,
  StaffPage,
  type View,
} from '../../web/index.ts'
import { entryText, inGroups } from '../door-draw.ts'
import type { Door } from '../door.ts'
import { DoorOrder } from './door-order.tsx'

export interface DoorDrawProps {
  view: View
  bar: StaffBar
  door: Door
  /** Who waits, by entry: short name of the first of a party. */
  names: ReadonlyMap<number, string>
  /** Numbers in the hall, by visit. */
  numbers: ReadonlyMap<string, string>
  /** The form for who came. */
  who: Pick<WhoFieldsProps, 'values' | 'services' | 'purposes' | 'errors' | 'askAsPrinted' | 'focus'>
  /** The digits as typed, and once they are to be read out. */
  said: { typed: string; error?: string; isToConfirm: boolean }
  /** What could not be done, and why. */
  refusal?: string | undefined
  news: { entered?: number | undefined; withdrawn?: number | undefined }
  maySupervise: boolean
  /** Seats that walk-ins can still have today. */
  seatsLeft: number
  links: { here: string; public: string; back: string; slip(visitId: string): string }
}

/** The draw at the door for staff: enter who came, draw, hand out the numbers. No script. */
export function DoorDrawPage(props: DoorDrawProps) {
  const { view, bar, door, who, said, refusal, links } = props
  const { t, dates } = view
  const errors: Errors = [
    ...withPersons(view, who.errors ?? []),
    ...(said.error ? [{ field: 'said', message: said.error }] : []),
  ]
  return (
    <StaffPage view={view} title={t('visits.doorDraw.title')} bar={bar}>
      <div class="stack">
        {refusal ? <Alert title={refusal} /> : <ErrorSummary t={t} errors={errors} />}
        <h1>{t('visits.doorDraw.title')}</h1>
        <p>
          {t('visits.doorDraw.staff.lead', { opens: dates.hour(door.opens), drawAt: dates.hour(door.drawAt) })}
        </p>
        <Phase {...props} />
        <p class="muted s">
          {t('visits.doorDraw.staff.fingerprint')}: <span class="code">{inGroups(door.fingerprint)}</span>
        </p>
        <Rows rows={[{ href: links.public, title: t('visits.doorDraw.staff.public') }]} />
        <BackLink href={links.back}>{t('visits.doorDraw.staff.back')}</BackLink>
      </div>
    </StaffPage>
  )
}

function Phase(props: DoorDrawProps) {
  const { view: { t, dates }, door, said, links } = props
  if (door.isDone) return <Result {...props} />
  if (door.draw) {
    return (
      <>
        <Note>{t('visits.doorDraw.staff.unfinished')}</Note>
        {props.maySupervise
          ? <Act action={links.here} name="draw">{t('visits.doorDraw.staff.resume')}</Act>
          : <Note>{t('visits.doorDraw.staff.supervisor')}</Note>}
        <Result {...props} />
      </>
    )
  }
  if (door.phase === 'early') return <Note>{t('visits.doorDraw.staff.early', { opens: dates.hour(door.opens) })}</Note>
  if (door.phase === 'open') return <><News {...props} /><Enter {...props} /><List {...props} /></>
  if (!door.entries.some(({ state }) => state === 'waiting')) {
    return <Note>{t('visits.doorDraw.staff.nobody', { drawAt: dates.hour(door.drawAt) })}</Note>
  }
  if (!props.maySupervise) return <><Note>{t('visits.doorDraw.staff.supervisor')}</Note><List {...props} /></>
  return <>{said.isToConfirm ? <Confirm {...props} /> : <Ask {...props} />}<List {...props} /></>
}

function News({ view: { t, dates }, news, door }: DoorDrawProps) {
  if (news.withdrawn) {
    const entry = entryText(news.withdrawn)
    return <p role="status" class="note">{t('visits.doorDraw.staff.withdrawn', { entry })}</p>
  }
  if (!news.entered) return null
  return (
    <section class="ticket" role="status">
      <div class="t-body">
        <p class="t-label">{t('visits.doorDraw.staff.entered')} <b class="t-code">{entryText(news.entered)}</b></p>
        <p class="t-num">{t('visits.doorDraw.staff.enteredHint', { drawAt: dates.hour(door.drawAt) })}</p>
      </div>
    </section>
  )
}

function Enter({ view, who, links }: DoorDrawProps) {
  const { t } = view
  return (
    <form method="post" action={links.here} class="stack" noValidate>
      <DefaultAction name="action" value="continue" />
      <h2>{t('visits.doorDraw.staff.enter')}</h2>
      <WhoFields view={view} {...who} />
      <Button name="action" value="continue">{t('visits.doorDraw.staff.enterSubmit')}</Button>
    </form>
  )
}

function List({ view: { t }, door, names, links }: DoorDrawProps) {
  const waiting = door.entries.filter(({ state }) => state === 'waiting')
  const mayWithdraw = door.phase === 'open'
  return (
    <section class="stack">
      <h2>{t('visits.doorDraw.staff.list')}</h2>
      {waiting.length === 0 && <p>{t('visits.doorDraw.staff.empty')}</p>}
      {waiting.length > 0 && (
        <ul class="drawn">
          {waiting.map(({ entry, people }) => (
            <li key={entry}>
              <div>
                <b>{entryText(entry)}</b>
                <span>{whoText(t, names.get(entry) ?? '', people)}</span>
                {mayWithdraw && <Withdraw t={t} entry={entry} action={links.here} />}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Withdraw({ t, entry, action }: { t: View['t']; entry: number; action: string }) {
  return (
    <form class="to" method="post" action={action}>
      <input type="hidden" name="entry" value={entry} />
      <Button kind="second" name="do" value="withdraw">
        {t('visits.doorDraw.staff.withdraw')}<span class="sr"> {entryText(entry)}</span>
      </Button>
    </form>
  )
}

function whoText(t: View['t'], name: string, people: number): string {
  return people > 1 ? t('visits.doorDraw.staff.andOthers', { name, others: people - 1 }) : name
}

function Ask({ view: { t }, door, said, links }: DoorDrawProps) {
  const count = door.entries.filter(({ state }) => state === 'waiting').length
  return (
    <form method="post" action={links.here} class="stack" noValidate>
      <h2>{t('visits.doorDraw.staff.draw')}</h2>
      <p>{t('visits.doorDraw.staff.drawHow', { count })}</p>
      <Field
        name="said"
        label={t('visits.doorDraw.staff.said')}
        hint={t('visits.doorDraw.staff.saidHint')}
        value={said.typed}
        error={said.error}
        inputMode="numeric"
        maxLength={12}
      />
      <Button name="do" value="check">{t('visits.doorDraw.staff.saidCheck')}</Button>
    </form>
  )
}

/** A draw is done once: the digits are read out before. */
function Confirm({ view: { t }, said, links }: DoorDrawProps) {
  return (
    <form method="post" action={links.here} class="stack">
      <h2>{t('visits.doorDraw.staff.confirm')}</h2>
      <p class="t-code">{[...said.typed].join(' ')}</p>
      <p>{t('visits.doorDraw.staff.confirmText')}</p>
      <input type="hidden" name="said" value={said.typed} />
      <Button name="do" value="draw">{t('visits.doorDraw.staff.confirmDraw')}</Button>
      <Button kind="second" name="do" value="change">{t('visits.doorDraw.staff.confirmBack')}</Button>
    </form>
  )
}

function Act({ action, name, children }: { action: string; name: string; children: string }) {
  return <form method="post" action={action}><Button name="do" value={name}>{children}</Button></form>
}

function Result({ view, door, numbers, seatsLeft, links }: DoorDrawProps) {
  const { t } = view
  const left = seatsLeft > 0 ? t('visits.doorDraw.staff.left', { seats: seatsLeft }) : t('visits.doorDraw.staff.none')
  return (
    <section class="stack">
      <h2>{t('visits.doorDraw.staff.result')}</h2>
      <p>{t('visits.doorDraw.staff.told', { left })}</p>
      <DoorOrder view={view} door={door} numbers={numbers} slip={links.slip} />
    </section>
  )
}
