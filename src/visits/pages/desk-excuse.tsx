import {
  BackLink,
  Button,
  Checkbox,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  Note,
  Select,
  StaffPage,
} from '../../web/index.ts'
import { excuseReasons } from '../no-shows.ts'
import type { DeskFrame } from './desk-pages.tsx'

export interface DeskExcuseProps extends DeskFrame {
  action: string
  nik?: string
  reason?: string
  errors?: Errors
  /** What the press has done; undefined: not asked yet. */
  done?: 'nothing' | { day: Temporal.PlainDate; waitsUntil: Temporal.ZonedDateTime | undefined }
}

/** Excuses the turn that somebody missed last, once their card was seen. */
export function DeskExcusePage(props: DeskExcuseProps) {
  const { view, bar, desk, errors = [], done } = props
  const { t } = view
  const title = t('visits.reception.desk.excuse.title')
  const alert = errorCount(t, errors)
  return (
    <StaffPage view={view} title={alert ? `${alert}: ${title}` : title} bar={bar}>
      <ErrorSummary t={t} errors={errors} />
      <form class="stack" method="post" action={props.action} noValidate>
        <h1>{title}</h1>
        {done && <Note>{saidOf(props)}</Note>}
        <p>{t('visits.reception.desk.excuse.text')}</p>
        <Field
          name="nik"
          label={t('visits.reception.desk.releaseForm.nik')}
          value={props.nik}
          error={errorAt(errors, 'nik')}
          inputMode="numeric"
        />
        <Select
          name="reason"
          label={t('visits.reception.desk.excuse.reason')}
          empty={t('visits.reception.desk.excuse.choose')}
          choices={excuseReasons.map((value) => ({ value, label: t(`visits.reception.desk.excuse.reasons.${value}`) }))}
          chosen={props.reason}
          error={errorAt(errors, 'reason')}
        />
        <Checkbox name="seen" label={t('visits.reception.desk.releaseForm.seen')} error={errorAt(errors, 'seen')} />
        <Button>{t('visits.reception.desk.excuse.send')}</Button>
        <BackLink href={desk}>{t('visits.reception.desk.back')}</BackLink>
      </form>
    </StaffPage>
  )
}

function saidOf({ view: { t, dates }, done }: DeskExcuseProps): string {
  if (!done || done === 'nothing') return t('visits.reception.desk.excuse.nothing')
  const day = dates.day(done.day)
  if (!done.waitsUntil) return t('visits.reception.desk.excuse.free', { day })
  return t('visits.reception.desk.excuse.waits', { day, until: dates.day(done.waitsUntil.toPlainDate()) })
}
