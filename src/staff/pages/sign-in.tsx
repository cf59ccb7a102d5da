import { Alert, Button, Field, Page, type View } from '../../web/index.ts'
import { DEMONSTRATION_PASSWORD, demonstrationAccounts } from '../demonstration.ts'

export interface SignInProps {
  view: View
  /** Where to go afterwards: a page of the staff. */
  next: string
  /** As typed. */
  name?: string
  /** Why it came to nothing; never which half was wrong. */
  refused?: string
}

/** Name and password. A demonstration shows its accounts below, each with a button. */
export function SignInPage({ view, next, name, refused }: SignInProps) {
  const { t, paths } = view
  const title = t('staff.signIn.title')
  return (
    <Page view={view} title={title} alert={refused && t('staff.signIn.wrong')} unlisted>
      {refused && <Alert title={t('staff.signIn.wrong')} text={refused} />}
      <div class="stack">
        <h1>{title}</h1>
        <p>{t('staff.signIn.forStaff')}</p>
        <form class="stack" method="post" action={paths.staffSignIn({ next })} noValidate>
          <Field
            name="name"
            label={t('staff.signIn.name')}
            value={name}
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
          />
          <Field name="password" type="password" label={t('staff.signIn.password')} autocomplete="current-password" />
          <Button>{t('staff.signIn.submit')}</Button>
        </form>
        <p class="hint">{t('staff.signIn.lost')}</p>
        {view.demo && <DemonstrationAccounts view={view} next={next} />}
      </div>
    </Page>
  )
}

function DemonstrationAccounts({ view: { t, paths }, next }: Pick<SignInProps, 'view' | 'next'>) {
  return (
    <section class="stack" aria-labelledby="demonstration">
      <h2 id="demonstration">{t('staff.signIn.demonstration')}</h2>
      <p>{t('staff.signIn.demonstrationText', { password: DEMONSTRATION_PASSWORD })}</p>
      {demonstrationAccounts.map(({ name, role }) => (
        <form method="post" action={paths.staffSignIn({ next })} key={name}>
          <input type="hidden" name="name" value={name} />
          <input type="hidden" name="password" value={DEMONSTRATION_PASSWORD} />
          <Button kind="second">{t('staff.signIn.as', { role: `${t(`staff.roles.${role}`)} (${name})` })}</Button>
        </form>
      ))}
    </section>
  )
}
