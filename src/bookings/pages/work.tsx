import {
  BackLink,
  Button,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  Island,
  islandsOf,
  Page,
  type View,
} from '../../web/index.ts'
import type { WorkData } from '../islands/booking-work.island.tsx'

export interface WorkProps {
  view: View
  /** Where the hour is posted to. */
  action: string
  /** The hour that was chosen. */
  slot: string
  challenge: unknown
  /** What the form's contact is, hidden in part; undefined: nothing can be sent. */
  contact: string | undefined
  /** The code that is on its way. */
  proofId?: string | undefined
  /** Field `code`. */
  errors?: Errors
  /** Of `who`, where a contact can be added, and of the hours. */
  links: { who: string; hours: string }
}

/** Before the booking: the device works for a moment, or somebody types a code. Nothing is held meanwhile. */
export function WorkPage(props: WorkProps) {
  const { view, action, slot, errors = [], links } = props
  const { t } = view
  return (
    <Page view={view} title={t('bookings.pages.work.title')} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <div class="stack">
        <h1>{t('bookings.pages.work.title')}</h1>
        <p>{t('bookings.pages.work.why')}</p>
        {props.proofId === undefined && (
          <form method="post" action={action} id="work-form">
            <input type="hidden" name="slot" value={slot} />
            <input type="hidden" name="work" value="" />
            <Working {...props} />
          </form>
        )}
        <h2>{t('bookings.pages.work.otherwise')}</h2>
        <ByCode {...props} />
        <p>{t('bookings.pages.work.desk')}</p>
        <BackLink href={links.hours}>{t('bookings.pages.work.hours')}</BackLink>
      </div>
    </Page>
  )
}

function Working({ view, challenge }: WorkProps) {
  const { t } = view
  const words = {
    working: t('bookings.pages.work.working'),
    done: t('bookings.pages.work.done'),
    failed: t('bookings.pages.work.failed'),
  }
  const data: WorkData = { challenge, solver: islandsOf(view).of('work-solver').script, words }
  return <Island view={view} name="booking-work" data={data} />
}

function ByCode({ view: { t }, action, slot, contact, proofId, errors, links }: WorkProps) {
  if (contact === undefined) {
    return (
      <>
        <p>{t('bookings.pages.work.noContact')}</p>
        <BackLink href={links.who}>{t('bookings.pages.work.addContact')}</BackLink>
      </>
    )
  }
  return (
    <form class="stack" method="post" action={action} noValidate>
      <input type="hidden" name="slot" value={slot} />
      {proofId === undefined
        ? <p>{t('bookings.pages.work.canSend', { contact })}</p>
        : (
          <>
            <input type="hidden" name="proof" value={proofId} />
            <Field
              name="code"
              label={t('bookings.pages.work.code')}
              hint={t('bookings.pages.work.codeHint', { contact })}
              error={errorAt(errors, 'code')}
              inputMode="numeric"
              autocomplete="one-time-code"
            />
            <Button>{t('bookings.pages.work.take')}</Button>
          </>
        )}
      <Button kind="second" name="do" value="send">
        {t(proofId === undefined ? 'bookings.pages.work.send' : 'bookings.pages.work.sendAgain')}
      </Button>
    </form>
  )
}
