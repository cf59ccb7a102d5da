import { BackLink, Page, Rows, type View } from '../../web/index.ts'
import { sumByLabel } from '../cells.ts'
import { type DayRecord, type Outcome, type Part, sumsOf, type Way } from '../rules.ts'
import type { Leaf, Shown } from '../service.ts'
import { type BarKind, Bars, Hatching } from './bars.tsx'
import { countedList, outcomesText, reasonItems, waysText } from './labels.ts'
import { Proof } from './proof.tsx'

export interface RecordDayProps extends Shown<DayRecord> {
  view: View
  leaf: Leaf
  office: { id: string; name: string; timeZone: string }
  /** "2026-11", if that month is published. */
  month?: string
}

/** A day that is over: seats, by which way, and what became of everybody who had one. */
export function RecordDayPage(props: RecordDayProps) {
  const { view, office, month, record, proof, leaf } = props
  const { t, dates, paths } = view
  const day = dates.day(Temporal.PlainDate.from(record.date))
  const hasSeats = record.offered.length > 0
  return (
    <Page view={view} title={`${day}, ${office.name}`}>
      <div class="stack record">
        <Hatching />
        <p class="muted">{office.name}</p>
        <h1>{day}</h1>
        {hasSeats ? <Seats {...props} /> : <p>{t('reports.record.day.noSeats')}</p>}
        {record.parts.map((part) => <Became key={part.who} view={view} part={part} />)}
        {hasSeats && <OutOfTurn view={view} record={record} />}
        {hasSeats && <p class="muted s">{t('reports.record.day.merged')}</p>}
        <Proof view={view} timeZone={office.timeZone} proof={proof} leaf={leaf} />
        <Rows
          rows={[
            ...(month
              ? [{ href: paths.recordOf(office.id, month), title: t('reports.record.toMonth', named(view, month)) }]
              : []),
            { href: paths.recordCsv(office.id, record.date), title: t('reports.record.csv') },
            { href: paths.recordApi(office.id, record.date), title: t('reports.record.json') },
            { href: paths.fairness(), title: t('reports.fairness.title') },
          ]}
        />
        <BackLink href={paths.record(office.id)}>{t('reports.record.back')}</BackLink>
      </div>
    </Page>
  )
}

export const named = ({ dates }: View, month: string): { month: string } => ({
  month: dates.month(Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 })),
})

function Seats({ view: { t }, record }: RecordDayProps) {
  const { offered, people, freed, plannedAnew = 0 } = record
  const seats = offered.reduce((sum, one) => sum + one.seats, 0)
  const heading = people === null
    ? t('reports.record.day.tooFewTitle', { offered: seats })
    : t('reports.record.day.seatsTitle', { people, offered: seats })
  const rows = waysOf(record).map((one) => ({ ...one, label: waysText(t, one.of) }))
  const say = (count: number | undefined): string => count?.toLocaleString(t.locale) ?? t('reports.record.few')
  return (
    <>
      <Bars
        t={t}
        heading={heading}
        text={t('reports.record.day.seatsText')}
        keys={(['used', 'free'] as const).map((kind) => ({ kind, text: t(`reports.record.day.key.${kind}`) }))}
        rows={rows.map(({ label, seats, given }) => ({
          label,
          note: t('reports.record.day.ofSeats', { given: say(given), seats: say(seats) }),
          parts: [
            { kind: 'used' as const, count: given ?? 0 },
            { kind: 'free' as const, count: Math.max(0, seats - (given ?? 0)) },
          ],
        }))}
        table={{
          head: [t('reports.record.table.what'), t('reports.record.table.seats'), t('reports.record.table.given')],
          rows: rows.map(({ label, seats, given }) => [label, say(seats), say(given)]),
        }}
      />
      {freed !== null && <p>{t('reports.record.day.freed', { seats: freed })}</p>}
      {plannedAnew > 0 && <p>{t('reports.record.day.plannedAnew', { seats: plannedAnew })}</p>}
    </>
  )
}

/** Seats and people by way; `given` undefined: fewer than five of the whole day, not told by way. */
function waysOf({ offered, parts }: DayRecord): { of: Way[]; seats: number; given?: number }[] {
  if (parts.length === 0) return offered.map(({ way, seats }) => ({ of: [way], seats }))
  const seatsIn = (of: readonly Way[]): number =>
    offered.filter(({ way }) => of.includes(way)).reduce((sum, one) => sum + one.seats, 0)
  const cells = sumByLabel(parts.map((part) => part.given), { withNone: true })
  return cells.map(({ of, people }) => ({ of, seats: seatsIn(of), given: people }))
}

function Became({ view: { t }, part }: { view: View; part: Part }) {
  const rows = part.outcomes
    .filter(({ people }) => people > 0)
    .map(({ of, people }) => ({ label: outcomesText(t, of), kind: kindOf(of), people }))
  return (
    <Bars
      t={t}
      heading={headingOf(t, part)}
      text={t('reports.record.day.becameText')}
      rows={rows.map(({ label, kind, people }) => ({
        label,
        // Nothing can be read on hatching.
        ...(kind === 'missed' && { note: people.toLocaleString(t.locale) }),
        parts: [{ kind, count: people }],
      }))}
      table={{
        head: [t('reports.record.table.what'), t('reports.record.table.count')],
        rows: rows.map(({ label, people }) => [label, String(people)]),
      }}
    />
  )
}

function kindOf(of: readonly Outcome[]): BarKind {
  const sums = sumsOf([{ of: [...of], people: 1 }])
  if (sums.mixed) return 'mixed'
  return sums.notCome ? 'missed' : 'used'
}

function headingOf(t: View['t'], { who, people, outcomes, waits }: Part): string {
  const { served, left, mixed } = sumsOf(outcomes)
  if (who === 'winners' && mixed === 0) return t('reports.record.day.winnersTitle', { people, came: served + left })
  if (waits.nineInTen !== undefined) return t('reports.record.day.waitsTitle', { minutes: waits.nineInTen + 1 })
  if (waits.half !== undefined) return t('reports.record.day.halfTitle', { minutes: waits.half + 1 })
  if (mixed === 0) return t('reports.record.day.servedTitle', { served, people })
  return served > 0
    ? t('reports.record.day.atLeastTitle', { served, people })
    : t('reports.record.day.mixedTitle', { people })
}

function OutOfTurn({ view: { t }, record: { outOfTurn } }: { view: View; record: DayRecord }) {
  return (
    <section class="stack">
      <h2>{t('reports.record.day.outOfTurn')}</h2>
      <p>
        {outOfTurn === null
          ? t('reports.record.day.outOfTurnFew')
          : t('reports.record.day.outOfTurnMany', {
              calls: outOfTurn.calls,
              list: countedList(t, reasonItems(t, outOfTurn.reasons)),
            })}
      </p>
      <p class="muted s">{t('reports.record.day.reasonsByMonth')}</p>
    </section>
  )
}
