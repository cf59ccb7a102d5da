import { WhoFields, type WhoFieldsProps, withPersons } from '../../bookings/index.ts'
import {
  BackLink,
  Button,
  Checkbox,
  DefaultAction,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  Note,
  Rows,
  type StaffBar,
  StaffPage,
  type View,
} from '../../web/index.ts'
import { WishFields, type WishFieldsProps } from './enter.tsx'
import { wishLines } from './words.ts'

interface Frame {
  view: View
  bar: StaffBar
  officeId: string
}

/** What people take home from the desk: by the number they find the result, by the code they open what they hold. */
export interface EntrySlip {
  /** "7K4M-2PXA" */
  number: string
  /** "WSB-7K4-M2PX" */
  code: string
  place: string
  days: string
  draws: string
}

/** An entry as the desk sees it. */
export interface FoundEntry {
  slip: EntrySlip
  people: readonly string[]
  isVerified: boolean
  /** After the draw: what it brought. */
  outcome?: string | undefined
  /** Whether the list is still open. */
  isOpen: boolean
  entryId: string
}

export interface StaffDrawProps extends Frame {
  open: readonly { drawId: string; days: string; detail: string }[]
  /** With a result for the notice board. */
  drawn?: readonly { drawId: string; days: string }[]
  said?: string | undefined
  /** Of who was entered just now. */
  slip?: EntrySlip | undefined
  nik: string
  errors?: Errors
  found?: FoundEntry | undefined
}

/** The draw at the desk: enter who comes without a telephone, find and prove who is entered. */
export function StaffDrawPage(props: StaffDrawProps) {
  const { view, bar, officeId, open, drawn = [], said, slip, nik, errors = [], found } = props
  const { t, paths } = view
  const action = paths.staffDraw(officeId)
  return (
    <StaffPage view={view} title={t('draws.pages.staff.title')} bar={bar}>
      <div class="stack">
        <ErrorSummary t={t} errors={errors} />
        <h1>{t('draws.pages.staff.title')}</h1>
        {said && <Note>{said}</Note>}
        {slip && <Slip view={view} slip={slip} />}
        <p>{t('draws.pages.staff.intro')}</p>
        {open.length === 0 && <p>{t('draws.pages.staff.none')}</p>}
        <Rows
          rows={open.map(({ drawId, days, detail }) => ({
            href: paths.staffDrawEnter(officeId, drawId),
            title: `${t('draws.pages.staff.enter')}: ${days}`,
            detail,
          }))}
        />
        <h2>{t('draws.pages.staff.find')}</h2>
        <form class="stack" method="post" action={action} noValidate>
          <DefaultAction name="do" value="look" />
          <Field name="nik" label={t('draws.pages.staff.nik')} value={nik} inputMode="numeric" {...errorOf(errors)} />
          <Button name="do" value="look">{t('draws.pages.staff.look')}</Button>
          {found && <Found view={view} found={found} />}
        </form>
        <Rows
          rows={[
            ...drawn.map(({ drawId, days }) => ({
              href: paths.drawPrint(drawId),
              title: t('draws.pages.staff.print'),
              detail: days,
            })),
            { href: paths.staffOffers(officeId), title: t('draws.offers.staff.title') },
          ]}
        />
      </div>
    </StaffPage>
  )
}

function errorOf(errors: Errors): { error?: string } {
  const error = errorAt(errors, 'nik')
  return error === undefined ? {} : { error }
}

/** Printed, it is alone on the paper. */
function Slip({ view: { t, demo }, slip: { number, code, place, days, draws } }: { view: View; slip: EntrySlip }) {
  return (
    <section class="entry-slip" aria-labelledby={`slip-${number}`}>
      <h2 id={`slip-${number}`}>{t('draws.pages.staff.slip', { place })}</h2>
      {demo && <p class="paper-only">{t('web.demo.title')} {t('web.demo.text')}</p>}
      <p>{days}</p>
      <p class="s">{t('draws.pages.staff.slipText', { draws })}</p>
      <p>{t('draws.pages.entry.number')} <b>{number}</b></p>
      <p class="s">{t('draws.pages.entry.numberText')}</p>
      <p>{t('draws.pages.entry.code')} <b>{code}</b></p>
      <p class="s">{t('draws.pages.entry.codeText')}</p>
    </section>
  )
}

function Found({ view, found }: { view: View; found: FoundEntry }) {
  const { t } = view
  const { slip, people, isVerified, outcome, isOpen } = found
  const { number } = slip
  return (
    <>
      <Slip view={view} slip={slip} />
      {wishLines(people)}
      {outcome !== undefined && <Note>{outcome}</Note>}
      {isVerified && <p>{t('draws.pages.staff.verified', { number })}</p>}
      {isOpen && !isVerified && <Button name="do" value="verify">{t('draws.pages.staff.verify')}</Button>}
      {isOpen && <Button kind="second" name="do" value="leave-one">{t('draws.pages.staff.leaveOne')}</Button>}
      {isOpen && people.length > 1 && (
        <Button kind="second" name="do" value="leave-all">{t('draws.pages.staff.leaveAll')}</Button>
      )}
    </>
  )
}

export interface StaffEnterProps extends Frame, WhoFieldsProps, WishFieldsProps {
  drawId: string
  days: string
  /** One press is one entry, also pressed twice. */
  token: string
  cardsSeen: boolean
  errors?: Errors
}

/** Who comes, their wishes, and that every card was seen: on one page, for the desk. */
export function StaffEnterPage(props: StaffEnterProps) {
  const { view, bar, officeId, drawId, days, token, cardsSeen, errors = [] } = props
  const { t, paths } = view
  const title = `${t('draws.pages.staff.enter')}: ${days}`
  const count = errorCount(t, errors)
  return (
    <StaffPage view={view} title={count ? `${count}: ${title}` : title} bar={bar}>
      <ErrorSummary t={t} errors={withPersons(view, errors)} />
      <form class="stack" method="post" action={paths.staffDrawEnter(officeId, drawId)} noValidate>
        <DefaultAction name="action" value="continue" />
        <input type="hidden" name="token" value={token} />
        <h1>{title}</h1>
        <WhoFields {...props} />
        <WishFields {...props} />
        <Checkbox
          name="cards"
          label={t('draws.pages.staff.cards')}
          checked={cardsSeen}
          {...cardsError(errors)}
        />
        <Button name="action" value="continue">{t('draws.pages.check.enter')}</Button>
        <BackLink href={paths.staffDraw(officeId)}>{t('draws.pages.enter.back')}</BackLink>
      </form>
    </StaffPage>
  )
}

function cardsError(errors: Errors): { error?: string } {
  const error = errorAt(errors, 'cards')
  return error === undefined ? {} : { error }
}
