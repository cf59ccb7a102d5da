import type { DrawOfMonth } from '../../draws/index.ts'
import { BackLink, Page, Rows, type View } from '../../web/index.ts'
import { sumOf } from '../cells.ts'
import type { MonthRecord } from '../rules.ts'
import { sumsOf } from '../rules.ts'
import type { Leaf, ShownMonth } from '../service.ts'
import { signsOf } from '../signs.ts'
import { useOf, weeksOf } from '../weeks.ts'
import { Bars, Hatching } from './bars.tsx'
import { countedList, listed, reasonItems, waysText } from './labels.ts'
import { Proof } from './proof.tsx'
import { named } from './record-day.tsx'

export interface RecordMonthProps extends ShownMonth {
  view: View
  leaf: Leaf
  office: { id: string; name: string; timeZone: string }
  /** Draws that gave days of it. */
  draws: readonly DrawOfMonth[]
}

/** One page to print: is there collusion, in figures and with what they cannot show. */
export function RecordMonthPage(props: RecordMonthProps) {
  const { view, office, record, days, draws, proof, leaf } = props
  const { t, dates, paths } = view
  const title = t('reports.record.month.title', named(view, record.month))
  return (
    <Page view={view} title={`${title}, ${office.name}`} wide>
      <div class="stack record">
        <Hatching />
        <p class="muted">{office.name}</p>
        <h1>{title}</h1>
        <Answer view={view} record={record} />
        <Strip view={view} record={record} />
        <div class="halves">
          <UseOfSeats view={view} days={days} />
          <Questions view={view} record={record} />
          <Draws view={view} draws={draws} />
          <Limits view={view} />
          <Check {...props} />
          <Proof view={view} timeZone={office.timeZone} proof={proof} leaf={leaf} />
        </div>
        <section class="days stack">
          <h2>{t('reports.record.month.dayList')}</h2>
          <Rows
            rows={days.map(({ date }) => ({
              href: paths.recordOf(office.id, date),
              title: dates.dayShort(Temporal.PlainDate.from(date)),
            }))}
          />
        </section>
        <Rows
          rows={[
            { href: paths.recordCsv(office.id, record.month), title: t('reports.record.csv') },
            { href: paths.recordApi(office.id, record.month), title: t('reports.record.json') },
            { href: paths.fairness(), title: t('reports.fairness.title') },
          ]}
        />
        <BackLink href={paths.record(office.id)}>{t('reports.record.back')}</BackLink>
      </div>
    </Page>
  )
}

interface Told {
  view: View
  record: MonthRecord
}

function Answer({ view: { t }, record }: Told) {
  const { signs, isEnough } = signsOf(record)
  const { days, daysTooFew } = record
  return (
    <>
      <p>
        <b>
          {!isEnough
            ? t('reports.record.month.empty')
            : signs.length === 0
              ? t('reports.record.month.clear')
              : t('reports.record.month.some', { count: signs.length })}
        </b>
      </p>
      {signs.length > 0 && (
        <ul class="points">{signs.map((sign) => <li key={sign}>{t(`reports.record.month.signs.${sign}`)}</li>)}</ul>
      )}
      <p class="muted s">
        {t('reports.record.month.rule')} {t('reports.record.month.days', { days })}.
        {daysTooFew > 0 && ` ${t('reports.record.month.tooFew', { days: daysTooFew })}`}
      </p>
    </>
  )
}

function Strip({ view: { t }, record }: Told) {
  const { served, notCome, mixed } = sumsOf(record.outcomes)
  const minutes = (value: number) => t('reports.record.day.half', { minutes: value + 1 })
  const atLeast = (count: number) =>
    mixed > 0 ? t('reports.record.month.atLeast', { count }) : count.toLocaleString(t.locale)
  const { half, nineInTen } = record.waits
  const facts = [
    ['given', record.people.toLocaleString(t.locale)],
    ['served', atLeast(served)],
    ['notCome', atLeast(notCome)],
    ...(half === undefined ? [] : [['half', minutes(half)] as const]),
    ...(nineInTen === undefined ? [] : [['ninety', minutes(nineInTen)] as const]),
  ] as const
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}><dt>{t(`reports.record.month.strip.${name}`)}</dt><dd>{value}</dd></div>
      ))}
    </dl>
  )
}

function UseOfSeats({ view, days }: { view: View; days: RecordMonthProps['days'] }) {
  const { t, dates } = view
  const weeks = weeksOf(days)
  if (weeks.length === 0) return null
  const whole = useOf(days.filter(({ people }) => people !== null))
  const labelOf = (from: string, to: string): string => {
    const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)]
    return from === to
      ? dates.dayMonth(first)
      : t('reports.record.month.weekOf', { from: String(first.day), to: dates.dayMonth(last) })
  }
  const noteOf = ({ served, left, notCome, mixed, free }: (typeof weeks)[number]): string => {
    const told = t('reports.record.month.useRow', { came: served + left, notCome, free })
    return mixed > 0 ? `${told}, ${t('reports.record.month.useMixed', { mixed })}` : told
  }
  return (
    <Bars
      t={t}
      heading={t('reports.record.month.useTitle', {
        used: whole.offered - whole.free,
        offered: whole.offered,
        free: whole.free,
      })}
      text={t('reports.record.month.useText')}
      keys={(['used', 'mixed', 'missed', 'free'] as const)
        .filter((kind) => kind !== 'mixed' || whole.mixed > 0)
        .map((kind) => ({ kind, text: t(`reports.record.outcome.${keyWords[kind]}`) }))}
      rows={weeks.map((week) => ({
        label: labelOf(week.from, week.to),
        note: noteOf(week),
        parts: [
          { kind: 'used', count: week.served + week.left },
          { kind: 'mixed', count: week.mixed },
          { kind: 'missed', count: week.notCome },
          { kind: 'free', count: week.free },
        ],
      }))}
      table={{
        head: [
          t('reports.record.table.week'),
          t('reports.record.table.seats'),
          t('reports.record.outcome.came'),
          t('reports.record.outcome.notCome'),
          t('reports.record.outcome.mixed'),
          t('reports.record.outcome.free'),
        ],
        rows: weeks.map(({ from, to, offered, served, left, notCome, mixed, free }) => [
          labelOf(from, to),
          ...[offered, served + left, notCome, mixed, free].map((one) => one.toLocaleString(t.locale)),
        ]),
      }}
    />
  )
}

const keyWords = { used: 'came', missed: 'notCome', mixed: 'mixed', free: 'free' } as const

function Questions({ view: { t }, record }: Told) {
  const { offered, given, winners } = record
  const list = (items: readonly { what: string; count: number }[]) => ({ list: countedList(t, items) })
  const waysOffered = list(offered.map(({ way, seats }) => ({ what: waysText(t, [way]), count: seats })))
  const waysGiven = list(givenItems(t, given))
  const ways = [
    ...(offered.length > 0 ? [t('reports.record.month.waysOffered', waysOffered)] : []),
    ...(given.length > 0 ? [t('reports.record.month.waysGiven', waysGiven)] : []),
  ]
  const came = winners && { ...winners, came: winners.served + winners.left }
  const asked = [
    ['ways', ways.join(' ')],
    ['turn', turnText(t, record)],
    ['money', moneyText(t, record)],
    ['desk', deskText(t, record)],
    ['first', firstText(t, record)],
    ...(came ? [['winners', t('reports.record.month.winnersText', came)] as const] : []),
  ] as const
  return (
    <>
      {asked.map(([question, answer]) => (
        <section key={question}>
          <h2>{t(`reports.record.month.${question}`)}</h2>
          <p>{answer}</p>
        </section>
      ))}
    </>
  )
}

/** What a day told together with a way that others tell alone is told as mixed: no way stands there twice. */
function givenItems(t: View['t'], given: MonthRecord['given']): { what: string; count: number }[] {
  const named = given.flatMap(({ of }) => of)
  const isAgain = ({ of }: (typeof given)[number]): boolean =>
    of.length > 1 && of.some((way) => named.filter((one) => one === way).length > 1)
  const again = sumOf(given.filter(isAgain))
  return [
    ...given.filter((one) => !isAgain(one)).map(({ of, people }) => ({ what: waysText(t, of), count: people })),
    ...(again > 0 ? [{ what: t('reports.record.outcome.mixed'), count: again }] : []),
  ]
}

/** Why days were given by draw, in the words and figures of their announcement. */
function Draws({ view: { t, paths }, draws }: { view: View; draws: readonly DrawOfMonth[] }) {
  if (draws.length === 0) return null
  return (
    <section>
      <h2>{t('reports.record.month.draws')}</h2>
      {draws.map(({ drawId, days, about, announced }) => (
        <p key={drawId}>
          <a href={paths.draw(drawId)}>{days}</a>: {about} {t('reports.record.month.drawAnnounced', { announced })}
        </p>
      ))}
      <p>{t('reports.record.month.drawsElse')}</p>
    </section>
  )
}

function turnText(t: View['t'], { outOfTurn: { calls, atLeast, told, untold } }: MonthRecord): string {
  if (calls === 0) return t('reports.record.month.turnNone')
  const list = countedList(t, [...reasonItems(t, untold), ...reasonItems(t, told)])
  if (calls !== null) return t('reports.record.month.turnSome', { calls, list })
  return atLeast > 0
    ? t('reports.record.month.turnAtLeast', { calls: atLeast, list })
    : t('reports.record.month.turnFew')
}

function moneyText(t: View['t'], { money }: MonthRecord): string {
  const answers = sumOf(money ?? [])
  const yes = money?.find(({ of, people }) => of.includes('yes') && people > 0)
  if (answers === 0) return t('reports.record.month.moneyUnknown')
  if (!yes) return t('reports.record.month.moneyNone', { answers })
  if (yes.of.length > 1) return t('reports.record.month.moneyFew', { answers })
  return t('reports.record.month.moneySome', { yes: yes.people, answers })
}

function deskText(t: View['t'], { booked }: MonthRecord): string {
  if (!booked || booked.some(({ of }) => of.length > 1)) return t('reports.record.month.deskFew')
  const list = booked.map(({ of, people }) => ({
    what: t(of[0] === 'staff' ? 'reports.record.month.deskStaff' : 'reports.record.month.deskSelf'),
    count: people,
  }))
  return t('reports.record.month.deskText', { list: countedList(t, list) })
}

function firstText(t: View['t'], { priority }: MonthRecord): string {
  const told = priority?.filter(({ people }) => people > 0) ?? []
  if (told.length === 0) return t('reports.record.month.firstFew')
  const word = (kind: NonNullable<MonthRecord['priority']>[number]['of'][number]): string =>
    kind === 'unnamed' ? t('reports.record.month.unnamed') : t(`visits.priority.${kind}`)
  const list = told.map(({ of, people }) => ({ what: listed(t, of.map(word), 'disjunction'), count: people }))
  return t('reports.record.month.firstText', { list: countedList(t, list) })
}

const limits = ['outside', 'invented', 'reasons', 'small', 'counters'] as const
const checks = ['days', 'proof', 'ticket', 'come'] as const

function Limits({ view: { t } }: { view: View }) {
  return (
    <section>
      <h2>{t('reports.record.month.limits')}</h2>
      <ul class="points">{limits.map((one) => <li key={one}>{t(`reports.record.month.limit.${one}`)}</li>)}</ul>
    </section>
  )
}

function Check({ view, office, record, samples }: RecordMonthProps) {
  const { t, dates, paths } = view
  const { size } = record.list
  const isEmpty = size === 0
  const drawn = samples.filter((one) => one.record.picked.length > 0)
  return (
    <>
      <section>
        <h2>{t('reports.record.month.check')}</h2>
        <ul class="points">{checks.map((one) => <li key={one}>{t(`reports.record.month.checkText.${one}`)}</li>)}</ul>
      </section>
      <section>
        <h2>{t('reports.record.month.sample')}</h2>
        <p>{t(isEmpty ? 'reports.record.month.sampleEmpty' : 'reports.record.month.sampleText', { size })}</p>
        {drawn.length === 0 && !isEmpty && <p>{t('reports.record.month.sampleNone')}</p>}
        {drawn.map(({ record: { round, picked }, proof }) => (
          <p key={round}>
            {t('reports.record.month.sampleDrawn', {
              round: String(round),
              count: picked.length,
              at: dates.moment(proof.at.toZonedDateTimeISO(office.timeZone)),
            })}
          </p>
        ))}
        {!isEmpty && (
          <p><a href={paths.recordTurns(office.id, record.month)}>{t('reports.record.month.sampleList')}</a></p>
        )}
      </section>
    </>
  )
}
