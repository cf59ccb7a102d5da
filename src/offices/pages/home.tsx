import { ButtonLink, KawungEdge, Page, type Row, Rows, TicketBand, type View } from '../../web/index.ts'

export interface HomeProps {
  view: View
  /** Offices that take bookings, soonest first; a few. No day: nothing is free. */
  firstFree: readonly { officeId: string; name: string; day?: Temporal.PlainDate }[]
  officeCount: number
}

/** Home: an empty ticket to start from, the way back to one's own, and how seats are given. */
export function HomePage({ view, firstFree, officeCount }: HomeProps) {
  const { t, paths } = view
  return (
    <Page view={view} title={t('offices.pages.home.title')} wide>
      <div class="stack">
        <h1 class="hero">{t('offices.pages.home.heading')}</h1>
        <p>{t('offices.pages.home.intro')} {t('web.free')}</p>
        <Start view={view} />
      </div>
      <div class="cols">
        <section class="stack">
          <h2>{t('offices.pages.home.firstFree')}</h2>
          <Rows rows={[...firstFree.map((one) => freeRow(view, one)), allRow(view, officeCount)]} />
        </section>
        <section class="stack">
          <h2>{t('offices.pages.home.fair')}</h2>
          <p>{t('offices.pages.home.fairText')}</p>
          <p><a class="back" href={paths.howSeatsAreGiven()}>{t('web.links.howSeatsAreGiven')}</a></p>
          <h2>{t('offices.pages.home.direct')}</h2>
          <p>{t('offices.pages.home.directText')}</p>
        </section>
      </div>
    </Page>
  )
}

function freeRow({ t, dates, paths }: View, { officeId, name, day }: HomeProps['firstFree'][number]): Row {
  return { href: paths.office(officeId), title: name, detail: day ? dates.day(day) : t('offices.pages.home.noneFree') }
}

function allRow({ t, paths }: View, count: number): Row {
  return { href: paths.offices(), title: t('offices.pages.home.all', { count }) }
}

/** The ticket with nothing on it yet: left a new one begins, right an own one opens. */
function Start({ view }: { view: View }) {
  const { t, paths } = view
  return (
    <section class="ticket tw" aria-label={t('offices.pages.home.start')}>
      <TicketBand office={t('web.ticket.office')}><span class="blank" /></TicketBand>
      <KawungEdge />
      <div class="t-body">
        <h2>{t('offices.pages.home.take')}</h2>
        <OfficeSearch view={view} />
        <p class="s"><a class="back" href={paths.offices()}>{t('offices.pages.home.byProvince')}</a></p>
      </div>
      <div class="perf" />
      <div class="t-side">
        <h2>{t('offices.pages.home.have')}</h2>
        <p class="s muted">{t('offices.pages.home.haveHint')}</p>
        <ButtonLink kind="second" href={paths.find()}>{t('offices.pages.home.open')}</ButtonLink>
        <p class="s"><a class="back" href={paths.help('lost-code')}>{t('offices.pages.home.lost')}</a></p>
      </div>
    </section>
  )
}

/** Finds an office by name, town or region: a plain GET. */
export function OfficeSearch({ view: { t, paths }, query }: { view: View; query?: string | undefined }) {
  return (
    <form role="search" aria-label={t('offices.pages.home.searchLabel')} action={paths.offices()}>
      <label class="lab" for="q">{t('offices.pages.home.office')}</label>
      <span class="hint" id="q-hint">{t('offices.pages.home.officeHint')}</span>
      <div class="find">
        <input class="in" id="q" name="q" value={query} autocomplete="off" maxLength={100} aria-describedby="q-hint" />
        <button class="btn">{t('offices.pages.home.search')}</button>
      </div>
    </form>
  )
}
