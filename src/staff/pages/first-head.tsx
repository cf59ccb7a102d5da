import {
  Button,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  Page,
  Radios,
  Select,
  type View,
} from '../../web/index.ts'
import { NewPassword } from './new-password.tsx'

/** What was typed; passwords are not kept. */
export interface FirstHeadValues {
  displayName: string
  name: string
  role: string
  office: string
}

export interface FirstHeadProps {
  view: View
  /** Key of the link. */
  link: string
  values: FirstHeadValues
  offices: readonly { officeId: string; name: string }[]
  /** By name of the field. */
  errors?: Errors
}

/** The first account of a real installation, made by the link that the start printed. */
export function FirstHeadPage({ view, link, values, offices, errors = [] }: FirstHeadProps) {
  const { t, paths } = view
  const title = t('staff.firstHead.title')
  return (
    <Page view={view} title={title} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <form class="stack" method="post" action={paths.staffFirstHead(link)} noValidate>
        <h1>{title}</h1>
        <p>{t('staff.firstHead.lead')}</p>
        <Field
          name="displayName"
          label={t('staff.firstHead.displayName')}
          value={values.displayName}
          error={errorAt(errors, 'displayName')}
          autocomplete="name"
        />
        <Field
          name="name"
          label={t('staff.signIn.name')}
          hint={t('staff.firstHead.nameHint')}
          value={values.name}
          error={errorAt(errors, 'name')}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
        />
        <Radios
          name="role"
          legend={t('staff.firstHead.role')}
          choices={(['office-head', 'headquarters'] as const).map((role) => ({
            value: role,
            label: t(`staff.roles.${role}`),
          }))}
          chosen={values.role}
          error={errorAt(errors, 'role')}
        />
        <Select
          name="office"
          label={t('staff.firstHead.office')}
          hint={t('staff.firstHead.officeHint')}
          empty={t('staff.firstHead.allOffices')}
          choices={offices.map(({ officeId, name }) => ({ value: officeId, label: name }))}
          chosen={values.office}
          error={errorAt(errors, 'office')}
        />
        <NewPassword view={view} errors={errors} />
        <Button>{t('staff.firstHead.submit')}</Button>
      </form>
    </Page>
  )
}
