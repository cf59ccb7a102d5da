import type { ComponentChildren } from 'preact'
import { partyMax, sayReason } from '../../schedule/index.ts'
import { type StateShape, StateWord, SummaryList, type SummaryRow, type View } from '../../web/index.ts'
import { entryText } from '../door-draw.ts'
import type { OpenToday, WalkIns } from '../walk-ins.ts'

export interface SiteToday {
  id: string
  /** "UKK Magelang" */
  name: string
  walkIns: WalkIns
}

export interface TodaySectionProps {
  view: View
  officeId: string
  /** One or more. */
  sites: readonly SiteToday[]
  /** When it was counted, at the office. */
  now: Temporal.ZonedDateTime
}

/** Today for people without a booking, site by site: is it worth the way. It stands on the office's page. */
export function TodaySection(props: TodaySectionProps) {
  const { view, officeId, sites, now } = props
  const { t, dates, paths } = view
  // Sites that are closed for one reason share a line.
  const groups = [...Map.groupBy(sites, ({ id, walkIns }) => closedText(view, walkIns) ?? id).values()]
  return (
    <section class="stack" aria-labelledby="today">
      <h2 id="today">{t('visits.today.heading')}</h2>
      <SummaryList t={t} rows={groups.map((group) => siteRow(props, group))} />
      <p class="muted s">
        {t('visits.today.counted', { now: dates.hour(now), zone: dates.zone(now.timeZoneId) })}{' '}
        <a href={paths.office(officeId)}>{t('visits.today.again')}</a>
      </p>
    </section>
  )
}

function siteRow({ view, officeId, now }: TodaySectionProps, group: readonly SiteToday[]): SummaryRow {
  const { t, paths, dates } = view
  const { id, walkIns } = group[0]!
  const { door } = walkIns
  const values = {
    zone: dates.zone(now.timeZoneId),
    ...(door && { opens: dates.hour(door.opens), drawAt: dates.hour(door.drawAt) }),
  }
  const nextDraw = door && t('visits.today.nextDraw', values)
  const name = group.map((one) => one.name).join(', ')
  if (walkIns.state === 'closed') {
    return {
      term: name,
      value: <><StateWord shape="shut">{closedText(view, walkIns)}</StateWord>{nextDraw && <Line>{nextDraw}</Line>}</>,
    }
  }
  const { state, seats, until, waiting } = walkIns
  const ofDay = { ...values, seats, until: dates.hour(until) }
  return {
    term: name,
    value: (
      <>
        <StateWord shape={shapeOf(walkIns)}>{t(`visits.today.state.${state}`, ofDay)}</StateWord>
        {hintsOf(view, walkIns, ofDay).map((hint) => <Line key={hint}>{hint}</Line>)}
        {door && (
          <Line>
            {isDrawn(walkIns, now) && <>{state === 'over' ? nextDraw : t('visits.today.drawn', values)} </>}
            <Link href={paths.doorDraw(officeId, id)} name={name}>
              {t(isDrawn(walkIns, now) ? 'visits.today.drawResult' : 'visits.today.drawHow')}
            </Link>
          </Line>
        )}
        <Line>
          {t('visits.today.waiting', { count: waiting })}{' '}
          <Link href={paths.display(officeId, id)} name={name}>{t('visits.today.display')}</Link>
        </Line>
      </>
    ),
  }
}

/** Whether its hour is past, and nobody waits for an answer. */
function isDrawn({ state, door }: OpenToday, now: Temporal.ZonedDateTime): boolean {
  return state !== 'drawing' && door !== undefined && Temporal.ZonedDateTime.compare(now, door.drawAt) >= 0
}

function Line({ children }: { children: ComponentChildren }) {
  return <p class="light s">{children}</p>
}

/** Each place has one of these: read out with its name. */
function Link({ href, name, children }: { href: string; name: string; children: ComponentChildren }) {
  return <a href={href}>{children}<span class="sr"> {name}</span></a>
}

function closedText({ t }: View, walkIns: WalkIns): string | undefined {
  if (walkIns.state !== 'closed') return undefined
  return t('visits.today.state.closed', { reason: sayReason(t, walkIns.reason) })
}

function shapeOf({ state, seats }: OpenToday): StateShape {
  if (state === 'none') return 'full'
  if (state === 'over') return 'shut'
  // Fewer than the largest party needs are soon gone.
  return state === 'drawing' || seats < partyMax ? 'few' : 'many'
}

/** What has stopped comes first; nobody sets out for the rest without it. */
function hintsOf({ t, dates }: View, walkIns: OpenToday, values: Record<string, string | number>): string[] {
  const { state, closing, pause, lastEntry } = walkIns
  const hints = [t(`visits.today.hint.${state}`, values)]
  if (pause) hints.unshift(t(`visits.today.pause.${pause.reason}`, { ...values, since: dates.hour(pause.since) }))
  if (closing && state !== 'over') {
    const reason = sayReason(t, closing.reason)
    hints.push(t('visits.today.closing', { ...values, from: dates.hour(closing.from), reason }))
  }
  if (state === 'to-draw' && lastEntry > 0) hints.push(t('visits.today.lastEntry', { last: entryText(lastEntry) }))
  return hints
}
