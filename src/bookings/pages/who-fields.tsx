import { Button, Checkbox, type Choice, errorAt, type Errors, Field, type View } from '../../web/index.ts'
import { PersonFields } from './person-fields.tsx'
import { peopleMax, type WhoValues } from './who-form.ts'

export interface WhoFieldsProps {
  view: View
  values: WhoValues
  services: readonly Choice[]
  purposes: readonly Choice[]
  /** Fields are named as in the form: `nik-1`, `companion`, `contact`. */
  errors?: Errors
  /** People whose NIK already holds a booking, by index: what to do is said below. */
  nikUsed?: readonly number[]
  /** People whose NIK has an impossible date, by index: asked whether the card shows it so. */
  askAsPrinted?: readonly number[]
  /** The field to go on at, after a person was added or removed. */
  focus?: string
}

/** One to five people, a companion, a contact: typed by those who come, or for them at the desk. */
export function WhoFields(props: WhoFieldsProps) {
  const { view, values, errors = [], nikUsed = [] } = props
  return (
    <>
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
    </>
  )
}

/** Errors that name whose they are: "Orang ke-2" for `nik-1`. */
export function withPersons(view: View, errors: Errors): Errors {
  return errors.map((error) => ({ ...error, where: personOf(view, error.field) ?? error.where }))
}

/** "Orang ke-2" of `nik-1`; undefined for the fields that are no person's. */
function personOf({ t }: View, field: string): string | undefined {
  const index = /-(\d)$/.exec(field)?.[1]
  return index === undefined ? undefined : t('bookings.pages.person', { number: Number(index) + 1 })
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
