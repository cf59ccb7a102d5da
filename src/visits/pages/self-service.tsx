import { PartyNik } from '../../bookings/index.ts'
import {
  Alert,
  BackLink,
  Button,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  Note,
  Page,
  type View,
} from '../../web/index.ts'

interface FormProps {
  view: View
  ticketKey: string
  /** As typed. */
  nik?: string | undefined
  errors?: Errors | undefined
  /** Why it cannot be, whatever is typed. */
  refusal?: string | undefined
}

export interface CheckInFormProps extends FormProps {
  /** "Siti A. dan 1 orang" */
  forWhom: string
  code?: string | undefined
}

/** Checks in by phone. Fields: `code`, `nik`. */
export function CheckInForm({ view, ticketKey, forWhom, code, nik, errors = [], refusal }: CheckInFormProps) {
  const { t, paths } = view
  const alert = refusal === undefined ? errorCount(t, errors) : t('visits.live.checkIn.refused')
  return (
    <Page view={view} title={t('visits.live.checkIn.title')} {...(alert && { alert })} unlisted>
      <ErrorSummary t={t} errors={errors} />
      {refusal !== undefined && <Alert title={t('visits.live.checkIn.refused')} text={refusal} />}
      <form class="stack" method="post" action={paths.ticketCheckIn(ticketKey)} noValidate>
        <h1>{t('visits.live.checkIn.title')}</h1>
        <p>{t('visits.live.checkIn.intro')}</p>
        <Field
          name="code"
          label={t('visits.live.checkIn.code')}
          hint={t('visits.live.checkIn.codeHint')}
          value={code}
          error={errorAt(errors, 'code')}
          inputMode="numeric"
          maxLength={12}
        />
        <PartyNik view={view} hint={t('bookings.pages.partyNik.why')} nik={nik} errors={errors} />
        <Note>{t('visits.live.checkIn.party', { who: forWhom })}</Note>
        <Button>{t('visits.live.checkIn.submit')}</Button>
        <BackLink href={paths.ticket(ticketKey)}>{t('visits.live.checkIn.back')}</BackLink>
      </form>
    </Page>
  )
}

export interface LeaveFormProps extends FormProps {
  /** "A-017"; several where each of the party has their own. */
  numbers: readonly string[]
}

/** Asks once whether, and for a NIK of the party. Field: `nik`. */
export function LeaveForm({ view, ticketKey, numbers, nik, errors = [], refusal }: LeaveFormProps) {
  const { t, paths } = view
  const alert = refusal === undefined ? errorCount(t, errors) : t('visits.live.leave.refused')
  return (
    <Page view={view} title={t('visits.live.leave.title')} {...(alert && { alert })} unlisted>
      <ErrorSummary t={t} errors={errors} />
      {refusal !== undefined && <Alert title={t('visits.live.leave.refused')} text={refusal} />}
      <form class="stack" method="post" action={paths.ticketLeave(ticketKey)} noValidate>
        <h1>{t('visits.live.leave.heading')}</h1>
        <p>
          {numbers.length > 1
            ? t('visits.live.leave.textOwn', { numbers: numbers.join(', ') })
            : t('visits.live.leave.text', { number: numbers[0] ?? '' })}
        </p>
        <p>{t('visits.live.leave.short')}</p>
        <PartyNik view={view} hint={t('bookings.pages.partyNik.why')} nik={nik} errors={errors} />
        <Button>{t('visits.live.leave.submit')}</Button>
        <BackLink href={paths.ticket(ticketKey)}>{t('visits.live.leave.back')}</BackLink>
      </form>
    </Page>
  )
}
