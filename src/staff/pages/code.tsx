import { Alert, Button, Field, Page, type View } from '../../web/index.ts'

export interface CodeProps {
  view: View
  next: string
  /** The code did not fit, or the ten minutes are over. */
  refused?: boolean
}

/** The second half of a sign-in: the code of the app, or a backup code. */
export function CodePage({ view, next, refused = false }: CodeProps) {
  const { t, paths } = view
  const title = t('staff.code.title')
  const again = { href: paths.staffSignIn({ next }), text: t('staff.code.again') }
  return (
    <Page view={view} title={title} alert={refused ? t('staff.code.over') : undefined} unlisted>
      {refused && <Alert title={t('staff.code.over')} links={[again]} />}
      <form class="stack" method="post" action={paths.staffCode({ next })} noValidate>
        <h1>{title}</h1>
        <Field
          name="code"
          label={t('staff.code.label')}
          hint={t('staff.code.hint')}
          autocomplete="one-time-code"
          autocapitalize="none"
          spellcheck={false}
          maxLength={20}
          autofocus={!refused}
        />
        <Button>{t('staff.code.submit')}</Button>
      </form>
    </Page>
  )
}
