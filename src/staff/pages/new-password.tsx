import { errorAt, type Errors, Field, type View } from '../../web/index.ts'

/** A new password twice: nobody sees what is typed. Fields `password` and `repeat`. */
export function NewPassword({ view: { t }, errors }: { view: View; errors: Errors }) {
  return (
    <>
      <Field
        name="password"
        type="password"
        label={t('staff.first.password')}
        hint={t('staff.first.passwordHint')}
        error={errorAt(errors, 'password')}
        autocomplete="new-password"
      />
      <Field
        name="repeat"
        type="password"
        label={t('staff.first.repeat')}
        error={errorAt(errors, 'repeat')}
        autocomplete="new-password"
      />
    </>
  )
}
