import {
  Alert,
  BackLink,
  Button,
  ButtonLink,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  Note,
  Page,
  Rows,
  SummaryList,
  type View,
  whole,
} from '../../web/index.ts'
import type { DrawState } from '../model.ts'
import { type GroupTable, P_SUSPICIOUS } from '../statistics.ts'
import { type ProofFacts, Proofs } from './result.tsx'
import type { DrawWhy } from './why.ts'
import type { DrawWhen } from './words.ts'

export interface DrawRow {
  place: number
  /** "7K4M-2PXA"; never the code, which is a secret of who entered. */
  number: string
  people: number
  /** "Senin, 14 Desember, 08.00 WIB"; undefined: waits. */
  seat: string | undefined
}

export interface DrawPageProps {
  view: View
  drawId: string
  officeId: string
  place: string
  days: string
  state: DrawState
  /** Whether one can enter now. */
  isOpen: boolean
  why: DrawWhy
  when: DrawWhen
  seats: number
  /** Of a void draw. */
  voidReason?: 'no-witness' | 'beacon-away' | undefined
  again?: string | undefined
  /** Which draw that does not count this one is done again for. */
  insteadOf?: string | undefined
  proofs?: ProofFacts | undefined
  result?: DrawResult | undefined
  /** Drawn by a beacon of our own: a demonstration. */
  isLocal?: boolean
}

export interface DrawResult {
  winners: number
  people: number
  left: number
  tables: readonly GroupTable[]
  order: readonly DrawRow[]
  /** What stands in the field for one's own number, and what is wrong with it. */
  typed?: string
  errors?: Errors
  /** The lines of the number that was looked up. */
  found?: readonly DrawRow[]
  /** First place of the pages before and after this one. */
  before?: number | undefined
  after?: number | undefined
}

/** A draw for everybody to see: why, when and how, and after it everything that came of it. */
export function DrawPage(props: DrawPageProps) {
  const { view, drawId, officeId, place, days, state, isOpen, why, when } = props
  const { t, paths, locale } = view
  const title = t('draws.pages.draw.title', { place, days })
  const errors = props.result?.errors ?? []
  return (
    <Page view={view} title={title} alert={errorCount(t, errors)}>
      <div class="stack">
        <ErrorSummary t={t} errors={errors} />
        {state === 'void' && (
          <Alert
            title={t('draws.pages.draw.void')}
            text={t(`draws.pages.draw.voidBy.${props.voidReason ?? 'no-witness'}`)}
            links={props.again ? [{ href: paths.draw(props.again), text: t('draws.pages.draw.again') }] : []}
          />
        )}
        <h1>{title}</h1>
        {props.insteadOf !== undefined && (
          <Alert
            title={t('draws.pages.draw.doneAgain')}
            text={t('draws.pages.draw.doneAgainText')}
            links={[{ href: paths.draw(props.insteadOf), text: t('draws.pages.draw.first') }]}
          />
        )}
        {props.isLocal && <Note>{t('draws.pages.result.local')}</Note>}
        {isOpen && <ButtonLink href={paths.drawEnter(drawId)}>{t('draws.pages.draw.enter')}</ButtonLink>}
        {props.result && <Result {...props} result={props.result} />}
        <SummaryList
          t={t}
          rows={[
            { term: t('draws.pages.draw.why'), value: why.reason },
            {
              term: t('draws.pages.why.demand'),
              value: <>{why.demand}{why.basis && <p class="light s">{why.basis}</p>}</>,
            },
            { term: t('draws.pages.draw.announced'), value: why.announced },
            { term: t('draws.pages.why.holdsTerm'), value: why.holds },
            { term: t('draws.pages.why.whereTerm'), value: why.where },
            ...(why.whom === undefined ? [] : [{ term: t('draws.pages.why.whomTerm'), value: why.whom }]),
            { term: t('draws.pages.draw.entering'), value: t('draws.pages.draw.fromTo', { ...when }) },
            { term: t('draws.pages.draw.drawn'), value: when.draws },
            { term: t('draws.pages.draw.rest'), value: when.instant },
            ...(props.seats > 0 ? [{ term: t('draws.pages.draw.seats'), value: whole(locale, props.seats) }] : []),
          ]}
        />
        <Note>{t('draws.pages.draw.how')}</Note>
        {state === 'open' && <p>{t('draws.pages.draw.phone')}</p>}
        {props.proofs && <Proofs view={view} {...props.proofs} />}
        <BackLink href={paths.office(officeId)}>{t('draws.pages.draw.office', { place })}</BackLink>
      </div>
    </Page>
  )
}

function Result({ view, drawId, result }: DrawPageProps & { result: DrawResult }) {
  const { t, paths, locale } = view
  const { winners, people, left, tables, order, before, after } = result
  const found = result.found ?? []
  const pageRow = (which: 'before' | 'after', from: number | undefined) =>
    from === undefined ? [] : [{ href: paths.draw(drawId, { from }), title: t(`draws.pages.draw.${which}`) }]
  const print = {
    href: paths.drawPrint(drawId),
    title: t('draws.pages.draw.print'),
    detail: t('draws.pages.draw.printDetail'),
  }
  return (
    <>
      <p>{t('draws.pages.draw.outcome', { winners: whole(locale, winners), people: whole(locale, people) })}</p>
      <p>{t('draws.pages.draw.left', { left: whole(locale, left) })}</p>
      <FindNumber view={view} drawId={drawId} result={result} />
      <h2>{t('draws.pages.draw.order')}</h2>
      <p>{t('draws.pages.draw.orderHint')}</p>
      <div class="scroll" tabIndex={0}>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{t('draws.pages.draw.place')}</th>
              <th scope="col">{t('draws.pages.draw.number')}</th>
              <th scope="col">{t('draws.pages.draw.size')}</th>
              <th scope="col">{t('draws.pages.draw.seat')}</th>
            </tr>
          </thead>
          <tbody>
            {order.map((row) => (
              <tr key={row.place} class={found.some(({ place }) => place === row.place) ? 'own' : undefined}>
                <td>{whole(locale, row.place)}</td>
                <td class="nw">{row.number}</td>
                <td>{row.people}</td>
                <td>{row.seat ?? t('draws.pages.draw.waits')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Rows rows={[...pageRow('before', before), ...pageRow('after', after), print]} />
      <h2>{t('draws.pages.draw.odds')}</h2>
      <p>{t('draws.pages.draw.oddsHint')}</p>
      {tables.map((table) => <Odds key={table.by} view={view} table={table} />)}
    </>
  )
}

/** One's own line, by the public number: sent as a form, so that a code typed by mistake is in no address. */
function FindNumber({ view, drawId, result }: { view: View; drawId: string; result: DrawResult }) {
  const { t, paths, locale } = view
  const { typed = '', errors = [], found = [] } = result
  const error = errorAt(errors, 'number')
  return (
    <form class="stack" method="post" action={paths.draw(drawId)} noValidate>
      {found.map(({ place, number, seat = t('draws.pages.draw.waits') }) => (
        <p class="note" role="status" key={place}>
          {t('draws.pages.draw.found', { number, place: whole(locale, place), seat })}
        </p>
      ))}
      <Field
        name="number"
        label={t('draws.pages.draw.find')}
        hint={t('draws.pages.draw.findHint')}
        value={typed}
        autocapitalize="characters"
        spellcheck={false}
        {...(error !== undefined && { error })}
      />
      <Button kind="second">{t('draws.pages.draw.look')}</Button>
    </form>
  )
}

/** How groups fared: seats by chance and size, places by chance alone. */
export function Odds({ view: { t, locale, dates }, table: { by, rows, test } }: { view: View; table: GroupTable }) {
  const name = (value: string): string => {
    if (by === 'day') return dates.day(Temporal.PlainDate.from(value))
    if (by === 'channel') return t(`draws.pages.draw.channels.${value as 'home' | 'desk' | 'partner'}`)
    return t('draws.pages.draw.people', { count: Number(value) })
  }
  const percent = (part: number, all: number): string =>
    t('draws.pages.draw.percent', { part: Math.round((100 * part) / all) })
  return (
    <>
      <h3>{t(`draws.pages.draw.by.${by}`)}</h3>
      <div class="scroll" tabIndex={0}>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{t(`draws.pages.draw.group.${by}`)}</th>
              <th scope="col">{t('draws.pages.draw.entries')}</th>
              <th scope="col">{t('draws.pages.draw.firstHalf')}</th>
              <th scope="col">{t('draws.pages.draw.seated')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ value, entries, firstHalf, seated }) => (
              <tr key={value}>
                <th scope="row">{name(value)}</th>
                <td>{whole(locale, entries)}</td>
                <td>{percent(firstHalf, entries)}</td>
                <td>{percent(seated, entries)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="s muted">
        {test
          ? t('draws.pages.draw.test', {
              chiSquare: test.chiSquare,
              degrees: test.degrees,
              p: test.p,
              says: t(test.p < P_SUSPICIOUS ? 'draws.pages.draw.uneven' : 'draws.pages.draw.even'),
            })
          : t('draws.pages.draw.tooFew')}
      </p>
    </>
  )
}

export interface DrawListProps {
  view: View
  officeId: string
  place: string
  draws: readonly { drawId: string; days: string; state: DrawState; detail: string }[]
}

/** An office's draws, the newest first. */
export function DrawListPage({ view, officeId, place, draws }: DrawListProps) {
  const { t, paths } = view
  return (
    <Page view={view} title={t('draws.pages.list.title', { place })}>
      <div class="stack">
        <h1>{t('draws.pages.list.title', { place })}</h1>
        <p>{t(draws.length === 0 ? 'draws.pages.list.none' : 'draws.pages.list.intro')}</p>
        <Rows rows={draws.map(({ drawId, days, detail }) => ({ href: paths.draw(drawId), title: days, detail }))} />
        <BackLink href={paths.office(officeId)}>{t('draws.pages.draw.office', { place })}</BackLink>
      </div>
    </Page>
  )
}

export interface DrawPrintProps {
  view: View
  place: string
  days: string
  rows: readonly DrawRow[]
  isLocal: boolean
}

/** For the notice board: by number, so that everybody finds the own line without a telephone. */
export function DrawPrintPage({ view, place, days, rows, isLocal }: DrawPrintProps) {
  const { t, locale } = view
  const title = t('draws.pages.draw.title', { place, days })
  return (
    <Page view={view} title={title} wide>
      <h1>{title}</h1>
      <p>{t('draws.pages.draw.board')}</p>
      {isLocal && <p>{t('draws.pages.result.local')}</p>}
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{t('draws.pages.draw.number')}</th>
            <th scope="col">{t('draws.pages.draw.place')}</th>
            <th scope="col">{t('draws.pages.draw.seat')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.place}>
              <td class="nw">{row.number}</td>
              <td>{whole(locale, row.place)}</td>
              <td>{row.seat ?? t('draws.pages.draw.waits')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('web.free')}</p>
    </Page>
  )
}
