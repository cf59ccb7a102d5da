import {
  BackLink,
  Button,
  DefaultAction,
  DraftStrip,
  errorCount,
  ErrorSummary,
  Note,
  Page,
  type View,
} from '../../web/index.ts'
import { WhoFields, type WhoFieldsProps, withPersons } from './who-fields.tsx'

export interface WhoProps extends WhoFieldsProps {
  /** "Wonosobo" */
  place: string
  /** Where the form goes. */
  action: string
  /** Where "back" goes. */
  back: string
  /** Of a demonstration: NIKs that are nobody's. */
  sampleNiks?: readonly string[]
}

/** Step 2: who comes, and why. One to five people on one page; buttons add and remove, no script. */
export function WhoPage(props: WhoProps) {
  const { view, place, values, errors = [], nikUsed = [], action } = props
  const { t } = view
  const told = withPersons(view, errors)
  return (
    <Page view={view} title={t('bookings.pages.who.title')} alert={errorCount(t, errors)} unlisted>
      <DraftStrip t={t} step={2} office={place} />
      <ErrorSummary t={t} errors={told} />
      <form class="stack" method="post" action={action} noValidate>
        <DefaultAction name="action" value="continue" />
        <h1>{t('bookings.pages.who.heading')}</h1>
        <p>{t('bookings.pages.who.intro')}</p>
        {props.sampleNiks && <SampleNiks view={view} niks={props.sampleNiks} />}
        <WhoFields {...props} />
        <Button name="action" value="continue">{t('bookings.pages.who.continue')}</Button>
        <p class="muted s">{t('bookings.pages.who.why')}</p>
        <p class="muted s">{t('bookings.pages.who.direct')}</p>
        <BackLink href={props.back}>{t('bookings.pages.who.back')}</BackLink>
      </form>
      {nikUsed.length > 0 && <NotMe view={view} several={values.people.length > 1} />}
    </Page>
  )
}

function SampleNiks({ view: { t }, niks }: { view: View; niks: readonly string[] }) {
  return (
    <Note>
      <b>{t('bookings.pages.who.demoTitle')}</b> {t('bookings.pages.who.demo', { niks: niks.join(', ') })}
    </Note>
  )
}

/** Nothing of the other booking is shown: only what to do. */
function NotMe({ view: { t, paths }, several }: { view: View; several: boolean }) {
  return (
    <section class="stack apart" id="not-me">
      <h2>{t('bookings.pages.who.used.heading')}</h2>
      <p>{t('bookings.pages.who.used.desk')}</p>
      <p>
        {t('bookings.pages.who.used.hidden')}{' '}
        <a href={paths.find()}>{t('bookings.pages.who.used.open')}</a>
      </p>
      {several && <p>{t('bookings.pages.who.used.others')}</p>}
    </section>
  )
}
