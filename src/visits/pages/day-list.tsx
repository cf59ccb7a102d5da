import { StaffPage, type StaffBar, type View } from '../../web/index.ts'
import type { DayRow } from '../day-list.ts'
import { hourIn } from '../islands/moments.ts'
import { receptionWords } from './reception-words.ts'

export interface DayListProps {
  view: View
  bar: StaffBar
  day: Temporal.PlainDate
  isTomorrow: boolean
  rows: readonly DayRow[]
  /** "A-501": numbers given by hand while the network is gone. */
  handNumber: string
  printedAt: Temporal.ZonedDateTime
  links: { today: string; tomorrow: string; csv: string; back: string }
}

/** Everybody booked for a day; on paper it is what reception works with when all else fails. */
export function DayListPage({ view, bar, day, isTomorrow, rows, handNumber, printedAt, links }: DayListProps) {
  const { t, dates } = view
  const title = t('visits.reception.list.title', { day: dates.day(day) })
  return (
    <StaffPage view={view} title={title} bar={bar}>
      <div class="stack day-list">
        <h1>{title}</h1>
        <p>
          {t('visits.reception.list.lead', { count: rows.length, when: dates.moment(printedAt), from: handNumber })}
        </p>
        <ul class="slip-only-screen plain-links">
          <li>
            <a href={links.today} aria-current={isTomorrow ? undefined : 'page'}>{t('visits.reception.list.today')}</a>
          </li>
          <li>
            <a href={links.tomorrow} aria-current={isTomorrow ? 'page' : undefined}>
              {t('visits.reception.list.tomorrow')}
            </a>
          </li>
          <li><a href={links.csv} download>{t('visits.reception.list.csv')}</a></li>
          <li><a href={links.back}>{t('visits.reception.list.back')}</a></li>
        </ul>
        <p class="muted s slip-only-screen">{t('visits.reception.list.how')}</p>
        {rows.length === 0
          ? <p>{t('visits.reception.list.empty')}</p>
          : <Rows view={view} title={title} rows={rows} />}
      </div>
    </StaffPage>
  )
}

function Rows({ view, title, rows }: Pick<DayListProps, 'view' | 'rows'> & { title: string }) {
  const { t } = view
  const hour = (instant: string): string => hourIn(instant, receptionWords(view))
  return (
    <table class="q">
      <caption class="sr">{title}</caption>
      <thead>
        <tr>
          {(['hour', 'who', 'code', 'service', 'state', 'arrived', 'number'] as const).map((column) => (
            <th scope="col" key={column}>{t(`visits.reception.list.${column}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.booking}>
            <td>{hour(row.start)}</td>
            <td>
              {row.people.map((one) => (
                <div key={one.nik}><b>{one.name}</b> <span class="muted nw">{one.nik}</span></div>
              ))}
            </td>
            <td class="nw">{row.code}</td>
            <td>{row.services}</td>
            <td><span class={`in-s ${markOf[row.state]}`}>{t(`visits.reception.list.states.${row.state}`)}</span></td>
            <td>{row.arrivedAt && hour(row.arrivedAt)}</td>
            <td class="nw">{row.number}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const markOf: Record<DayRow['state'], string> = {
  'not-arrived': '',
  late: 'late',
  arrived: 'here',
  cancelled: 'void',
  absent: 'late',
  finished: 'void',
}
