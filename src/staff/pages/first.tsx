import {
  Button,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  Page,
  qrSvg,
  type View,
} from '../../web/index.ts'
import type { Enrolment } from '../auth.ts'
import type { FirstStep } from '../first.ts'
import { NewPassword } from './new-password.tsx'

export interface FirstProps {
  view: View
  step: Exclude<FirstStep, { kind: 'done' }>
  /** Fields `password` and `repeat`, or `code`. */
  errors?: Errors
}

/** The first sign-in: a password of one's own, then the codes of an app. */
export function FirstPage({ view, step, errors = [] }: FirstProps) {
  const { t, paths } = view
  return (
    <Page view={view} title={t('staff.first.title')} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <form class="stack" method="post" action={paths.staffFirst()} noValidate>
        <h1>{t('staff.first.title')}</h1>
        {step.kind === 'password' && <OwnPassword view={view} errors={errors} />}
        {step.kind === 'prove' && <Prove view={view} errors={errors} />}
        {step.kind === 'enrol' && <Enrol view={view} errors={errors} enrolment={step.enrolment} />}
      </form>
    </Page>
  )
}

interface PartProps {
  view: View
  errors: Errors
}

function OwnPassword({ view, errors }: PartProps) {
  const { t } = view
  return (
    <>
      <h2>{t('staff.first.passwordHeading')}</h2>
      <p>{t('staff.first.passwordText')}</p>
      <NewPassword view={view} errors={errors} />
      <Button>{t('staff.first.save')}</Button>
    </>
  )
}

function Prove({ view: { t }, errors }: PartProps) {
  return (
    <>
      <h2>{t('staff.first.proveHeading')}</h2>
      <p>{t('staff.first.proveText')}</p>
      <Field
        name="password"
        type="password"
        label={t('staff.signIn.password')}
        error={errorAt(errors, 'password')}
        autocomplete="current-password"
      />
      <Button>{t('staff.first.prove')}</Button>
    </>
  )
}

function Enrol({ view: { t }, errors, enrolment }: PartProps & { enrolment: Enrolment }) {
  const qr = qrSvg(enrolment.uri, t('staff.first.qr'))
  return (
    <>
      <h2>{t('staff.first.enrolHeading')}</h2>
      <p>{t('staff.first.scan')}</p>
      <div class="enrol-qr" dangerouslySetInnerHTML={{ __html: qr }} />
      <p>{t('staff.first.typeSecret')} <span class="code">{enrolment.secret.replaceAll(/.{4}(?=.)/g, '$& ')}</span></p>
      <h2>{t('staff.first.backupHeading')}</h2>
      <p>{t('staff.first.backupText')}</p>
      <ul class="backup-codes">
        {enrolment.backupCodes.map((code) => <li class="code" key={code}>{code}</li>)}
      </ul>
      <Field
        name="code"
        label={t('staff.first.code')}
        hint={t('staff.first.codeHint')}
        error={errorAt(errors, 'code')}
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={10}
      />
      <Button>{t('staff.first.confirm')}</Button>
    </>
  )
}
