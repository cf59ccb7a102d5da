import { KawungEdge, Page, TicketBand, type View } from '../../web/index.ts'
import { type DrawnFrom, entryText, inGroups, seedLines } from '../door-draw.ts'
import type { Door } from '../door.ts'
import { DoorOrder } from './door-order.tsx'

export interface DoorResultProps {
  view: View
  /** "Kantor Imigrasi Wonosobo" */
  site: string
  day: Temporal.PlainDate
  key: DrawnFrom['key']
  door: Door
  /** Numbers in the hall, by visit. */
  numbers: ReadonlyMap<string, string>
  /** Seats that walk-ins can still have today. */
  seatsLeft: number
}

/** The draw at the door for everybody: before it the list's length and the fingerprint, after it all that proves it. */
export function DoorResultPage(props: DoorResultProps) {
  const { view, door, seatsLeft } = props
  const { t, dates } = view
  return (
    <Page view={view} title={t('visits.doorDraw.title')} unlisted>
      <div class="stack">
        <h1>{t('visits.doorDraw.title')}</h1>
        <p>{t('visits.doorDraw.result.lead', { drawAt: dates.hour(door.drawAt) })}</p>
        <Sheet {...props} />
        {door.isDone && <p><b>{t('visits.doorDraw.result.left', { seats: seatsLeft })}</b></p>}
        {door.draw && <Order {...props} />}
        <h2>{t('visits.doorDraw.result.check')}</h2>
        <p>{t('visits.doorDraw.result.checkLead')}</p>
        <ol class="proof">
          <Before {...props} />
          <During {...props} />
          <After {...props} />
        </ol>
      </div>
    </Page>
  )
}

/** The draw as a ticket: its hour before it, the called digits after. */
function Sheet({ view, site, day, door }: DoorResultProps) {
  const { t, dates } = view
  const { draw, drawAt, entries } = door
  const { timeZoneId } = drawAt
  const last = entries.at(-1)?.entry ?? 0
  const seats = draw?.seats ?? []
  const total = seats.reduce((sum, free) => sum + free, 0)
  return (
    <section class="ticket" aria-labelledby="drawn">
      <TicketBand office={t('visits.doorDraw.result.band')}>{site}</TicketBand>
      <KawungEdge />
      <div class="t-body">
        <h2 id="drawn" class="t-label">
          {t(draw ? 'visits.doorDraw.result.said' : 'visits.doorDraw.result.drawHour')}{' '}
          <span class="t-code">
            {draw ? draw.said : <>{dates.hour(drawAt)} <small>{dates.zone(timeZoneId)}</small></>}
          </span>
        </h2>
        <p class="t-when">{dates.day(day)}</p>
        <p class="t-num">
          {draw
            ? t('visits.doorDraw.result.drawnAt', {
                hour: `${dates.hour(draw.drawnAt.toZonedDateTimeISO(timeZoneId))} ${dates.zone(timeZoneId)}`,
                seats: t('visits.doorDraw.seats', {
                  total,
                  several: seats.length > 1 ? 'yes' : 'no',
                  list: seats.join(' + '),
                }),
              })
            : t('visits.doorDraw.result.entries', { count: entries.length, last: entryText(last) })}
        </p>
      </div>
    </section>
  )
}

function Order({ view, door, numbers }: DoorResultProps) {
  const { t } = view
  const withdrawn = door.entries.filter(({ state }) => state === 'withdrawn').map(({ entry }) => entryText(entry))
  return (
    <section class="stack">
      <h2>{t('visits.doorDraw.result.order')}</h2>
      <DoorOrder view={view} door={door} numbers={numbers} />
      <p class="muted s">{t('visits.doorDraw.result.rule')}</p>
      {withdrawn.length > 0 && (
        <p class="muted s">{t('visits.doorDraw.result.withdrawnList', { entries: withdrawn.join(', ') })}</p>
      )}
    </section>
  )
}

function Before({ view: { t }, door }: DoorResultProps) {
  return (
    <li>
      <h3>{t('visits.doorDraw.result.before.heading')}</h3>
      <p>{t('visits.doorDraw.result.before.text')}</p>
      <p class="code block sixteen">{inGroups(door.fingerprint)}</p>
    </li>
  )
}

function During({ view: { t }, door: { draw } }: DoorResultProps) {
  return (
    <li>
      <h3>{t('visits.doorDraw.result.during.heading')}</h3>
      <p>{t('visits.doorDraw.result.during.text')}</p>
      {draw && (
        <p>
          {t('visits.doorDraw.result.during.said', {
            said: draw.said,
            entries: draw.order.toSorted((a, b) => a - b).map(entryText).join(', '),
          })}
        </p>
      )}
    </li>
  )
}

function After({ view: { t }, door: { draw }, key }: DoorResultProps) {
  return (
    <li>
      <h3>{t('visits.doorDraw.result.after.heading')}</h3>
      {draw ? (
        <>
          <p>{t('visits.doorDraw.result.after.secret')}</p>
          <p class="code block">{draw.secret}</p>
          <p>{t('visits.doorDraw.result.after.matches')}</p>
          <p>{t('visits.doorDraw.result.after.recipe')}</p>
          <pre class="code block">
            {recipeOf({ key, secret: draw.secret, said: draw.said, entries: draw.order })
              .map((line) => <span key={line}>{line}</span>)}
          </pre>
        </>
      ) : (
        <p>{t('visits.doorDraw.result.after.later')}</p>
      )}
    </li>
  )
}

/** Eight lines of Python that print the fingerprint, then the order. They run as they stand. */
export function recipeOf(from: DrawnFrom): string[] {
  const [domain, secret, said, office, site, day, ...entries] = seedLines(from)
  return [
    'import hashlib, hmac',
    `secret, said = "${secret}", "${said}"`,
    `entries = "${entries.join(' ')}".split()`,
    'print(hashlib.sha256(secret.encode()).hexdigest())',
    `lines = ["${domain}", secret, said, "${office}", "${site}", "${day}", *entries]`,
    'seed = hashlib.sha256("\\n".join(lines).encode()).hexdigest()',
    'place = lambda entry: hmac.digest(seed.encode(), entry.encode(), "sha256")',
    'print(*sorted(entries, key=place))',
  ]
}
