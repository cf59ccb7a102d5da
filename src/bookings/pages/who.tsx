import {
  BackLink,
  Button,
  Checkbox,
  type Choice,
  DefaultAction,
  DraftStrip,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  Note,
  Page,
  type View,
} from '../../web/index.ts'
import { PersonFields } from './person-fields.tsx'
import { peopleMax, type WhoValues } from './who-form.ts'

export interface WhoProps {
  view: View
  /** "Wonosobo" */
  place: string
  values: WhoValues
  services: readonly Choice[]
  purposes: readonly Choice[]
  /** Fields are named as in the form: `nik-1`, `companion`, `contact`. */
  errors?: Errors
  /** People whose NIK already holds a booking, by index: what to do is said below. */
  nikUsed?: readonly number[]
  /** People whose NIK has an impossible date, by index: asked whether the card shows it so. */
  askAsPrinted?: readonly number[]
  /** Where the form goes. */
  action: string
  /** Where "back" goes. */
  back: string
  /** The field to go on at, after a person was added or removed. */
  focus?: string
  /** Of a demonstration: NIKs that are nobody's. */
  sampleNiks?: readonly string[]
}

/** Step 2: who comes, and why. One to five people on one page; buttons add and remove, no script. */
export function WhoPage(props: WhoProps) {
  const { view, place, values, errors = [], nikUsed = [], action } = props
  const { t } = view
  const told = errors.map((error) => ({ ...error, where: personOf(view, error.field) ?? error.where }))
  return (
    <Page view={view} title={t('bookings.pages.who.title')} alert={errorCount(t, errors)} unlisted>
      <DraftStrip t={t} step={2} office={place} />
      <ErrorSummary t={t} errors={told} />
      <form class="stack" method="post" action={action} noValidate>
        <DefaultAction name="action" value="continue" />
        <h1>{t('bookings.pages.who.heading')}</h1>
        <p>{t('bookings.pages.who.intro')}</p>
        {props.sampleNiks && <SampleNiks view={view} niks={props.sampleNiks} />}
        {values.people.map((person, index) => (
          <PersonFields
            key={index}
            view={view}
            index={index}
            person={person}
            services={props.services}
            purposes={props.purposes}
            errors={errors}
            nikUsed={nikUsed.includes(index)}
            askAsPrinted={person.nikAsPrinted || (props.askAsPrinted?.includes(index) ?? false)}
            removable={values.people.length > 1}
            focus={props.focus}
          />
        ))}
        <More view={view} count={values.people.length} />
        <Others view={view} values={values} errors={errors} />
        <Button name="action" value="continue">{t('bookings.pages.who.continue')}</Button>
        <p class="muted s">{t('bookings.pages.who.why')}</p>
        <p class="muted s">{t('bookings.pages.who.direct')}</p>
        <BackLink href={props.back}>{t('bookings.pages.who.back')}</BackLink>
      </form>
      {nikUsed.length > 0 && <NotMe view={view} several={values.people.length > 1} />}
    </Page>
  )
}

/** "Orang ke-2" of `nik-1`; undefined for the fields that are no person's. */
function personOf({ t }: View, field: string): string | undefined {
  const index = /-(\d)$/.exec(field)?.[1]
  return index === undefined ? undefined : t('bookings.pages.person', { number: Number(index) + 1 })
}

function SampleNiks({ view: { t }, niks }: { view: View; niks: readonly string[] }) {
  return (
    <Note>
      <b>{t('bookings.pages.who.demoTitle')}</b> {t('bookings.pages.who.demo', { niks: niks.join(', ') })}
    </Note>
  )
}

function More({ view: { t }, count }: { view: View; count: number }) {
  return (
    <div class="person">
      {count < peopleMax
        ? <Button kind="second" name="action" value="add">{t('bookings.pages.who.add')}</Button>
        : <p class="muted s">{t('bookings.pages.who.most')}</p>}
    </div>
  )
}

function Others({ view: { t }, values, errors }: { view: View; values: WhoValues; errors: Errors }) {
  return (
    <>
      <div class="reveal">
        <Checkbox
          name="companion"
          label={t('bookings.pages.who.companion')}
          hint={t('bookings.pages.who.companionHint')}
          checked={values.companion}
          error={errorAt(errors, 'companion')}
        />
        <div class="revealed">
          <Field
            name="companionName"
            label={t('bookings.pages.who.companionName')}
            hint={t('bookings.pages.who.companionNameHint')}
            value={values.companionName}
            error={errorAt(errors, 'companionName')}
          />
        </div>
      </div>
      <Field
        name="contact"
        label={t('bookings.pages.who.contact')}
        hint={t('bookings.pages.who.contactHint')}
        value={values.contact}
        error={errorAt(errors, 'contact')}
        autocapitalize="none"
        spellcheck={false}
      />
    </>
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
