import {
  Button,
  Checkbox,
  type Choice,
  errorAt,
  type Errors,
  Field,
  Radios,
  Select,
  type View,
} from '../../web/index.ts'
import type { WhoPerson } from './who-form.ts'

export interface PersonFieldsProps {
  view: View
  index: number
  person: WhoPerson
  services: readonly Choice[]
  purposes: readonly Choice[]
  errors: Errors
  nikUsed: boolean
  askAsPrinted: boolean
  removable: boolean
  focus: string | undefined
}

/** One applicant: name, NIK, service, purpose. */
export function PersonFields(props: PersonFieldsProps) {
  const { view: { t }, index, person, errors } = props
  const number = index + 1
  return (
    <fieldset class="stack person">
      <legend><h2>{t('bookings.pages.person', { number })}</h2></legend>
      <Field
        name={`name-${index}`}
        label={t('bookings.pages.who.name')}
        hint={t('bookings.pages.who.nameHint')}
        value={person.name}
        error={errorAt(errors, `name-${index}`)}
        autocomplete={index === 0 ? 'name' : 'off'}
        autocapitalize="words"
        spellcheck={false}
        autofocus={props.focus === `name-${index}`}
      />
      <NikField {...props} />
      {props.askAsPrinted && (
        <Checkbox
          name={`nikAsPrinted-${index}`}
          label={t('bookings.pages.who.asPrinted')}
          hint={t('bookings.pages.who.asPrintedHint')}
          checked={person.nikAsPrinted}
        />
      )}
      <Radios
        name={`service-${index}`}
        legend={t('bookings.pages.who.service')}
        choices={props.services}
        chosen={person.service}
        error={errorAt(errors, `service-${index}`)}
      />
      <Select
        name={`purpose-${index}`}
        label={t('bookings.pages.who.purpose')}
        empty={t('bookings.pages.who.purposeEmpty')}
        choices={props.purposes}
        chosen={person.purpose}
        error={errorAt(errors, `purpose-${index}`)}
      />
      {props.removable && (
        <Button kind="second" name="action" value={`remove-${index}`}>
          {t('bookings.pages.who.remove', { number })}
        </Button>
      )}
    </fieldset>
  )
}

function NikField({ view: { t }, index, person, errors, nikUsed }: PersonFieldsProps) {
  return (
    <Field
      name={`nik-${index}`}
      label={t('bookings.pages.who.nik')}
      hint={t('bookings.pages.who.nikHint')}
      value={person.nik}
      error={errorAt(errors, `nik-${index}`)}
      inputMode="numeric"
      after={nikUsed && <p><a class="back" href="#not-me">{t('bookings.pages.who.notMe')}</a></p>}
    />
  )
}
