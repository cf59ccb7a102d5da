import { BackLink, Page, StateWord, type View } from '../../web/index.ts'
import { OfficeSearch } from './home.tsx'

export interface ListedOfficeRow {
  id: string
  /** "Kantor Imigrasi Wonosobo" */
  name: string
  province: string
  bookable: boolean
}

export interface OfficeListProps {
  view: View
  /** What was looked for; empty or absent: all offices. */
  query?: string
  /** Best first when something was looked for, else in the list's order. */
  offices: readonly ListedOfficeRow[]
}

/** All offices by province, or those that fit what somebody typed. */
export function OfficeListPage({ view, query = '', offices }: OfficeListProps) {
  const { t, paths } = view
  const heading = headingOf(view, query, offices.length)
  return (
    <Page view={view} title={query ? heading : t('offices.pages.list.title')} wide={!query}>
      <div class="stack" id="top">
        <h1>{heading}</h1>
        <OfficeSearch view={view} query={query} />
        {query ? <Found view={view} offices={offices} /> : <ByProvince view={view} offices={offices} />}
        {query && <BackLink href={paths.offices()}>{t('offices.pages.list.showAll')}</BackLink>}
      </div>
    </Page>
  )
}

function headingOf({ t }: View, query: string, count: number): string {
  if (!query) return t('offices.pages.list.all')
  return count > 0 ? t('offices.pages.list.found', { count, query }) : t('offices.pages.list.none', { query })
}

function Found({ view, offices }: Pick<OfficeListProps, 'view' | 'offices'>) {
  if (offices.length === 0) return <p>{view.t('offices.pages.list.noneHint')}</p>
  return <Offices view={view} offices={offices} withProvince />
}

function ByProvince({ view, offices }: Pick<OfficeListProps, 'view' | 'offices'>) {
  const { t } = view
  const provinces = [...Map.groupBy(offices, ({ province }) => province)]
    .toSorted(([a], [b]) => a.localeCompare(b, 'id'))
    .map(([name, rows], index) => ({ name, rows, id: `p${index + 1}` }))
  return (
    <>
      <p>{t('offices.pages.list.allIntro', { count: offices.length, provinces: provinces.length })}</p>
      <BookableFirst view={view} offices={offices} />
      <p class="muted s">{t('offices.pages.list.markHint')}</p>
      <details>
        <summary>{t('offices.pages.list.jump')}</summary>
        <ul class="jump">
          {provinces.map(({ name, id }) => <li key={id}><a href={`#${id}`}>{name}</a></li>)}
        </ul>
      </details>
      <div class="provinces">
        {provinces.map(({ name, rows, id }) => (
          <section key={id} class="stack">
            <h2 id={id}>{name}</h2>
            <Offices view={view} offices={rows} />
          </section>
        ))}
      </div>
      <BackLink href="#top">{t('offices.pages.list.top')}</BackLink>
    </>
  )
}

/** While few take bookings, nobody should have to look for them among all. */
const FEW = 12

function BookableFirst({ view, offices }: Pick<OfficeListProps, 'view' | 'offices'>) {
  const bookable = offices.filter((office) => office.bookable)
  if (bookable.length === 0 || bookable.length > FEW) return null
  return (
    <section class="stack">
      <h2>{view.t('offices.pages.list.bookableFirst')}</h2>
      <Offices view={view} offices={bookable} withProvince />
    </section>
  )
}

type OfficesProps = Pick<OfficeListProps, 'view' | 'offices'> & { withProvince?: boolean }

/** Only the offices that take bookings carry a mark: 140 times "not yet" would drown it. */
function Offices({ view: { t, paths }, offices, withProvince = false }: OfficesProps) {
  return (
    <ul class="rows">
      {offices.map(({ id, name, province, bookable }) => (
        <li key={id}>
          <a href={paths.office(id)}>
            <span>
              {name}
              {withProvince && <span class="d">{province}</span>}
              {bookable && (
                <span class="d"><StateWord shape="many">{t('offices.pages.list.bookable')}</StateWord></span>
              )}
              {withProvince && !bookable && (
                <span class="d"><StateWord shape="shut">{t('offices.pages.list.notYet')}</StateWord></span>
              )}
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
