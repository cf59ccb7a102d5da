import { errorAt, type Errors, Field, type View } from '../../web/index.ts'

export interface PartyNikProps {
  view: View
  /** Whose it is, where that is not the ticket's. */
  label?: string
  /** What it looks like, or why it is asked for. */
  hint: string
  /** As typed. */
  nik: string | undefined
  /** Field `nik`. */
  errors: Errors
}

/** Asks for the NIK of anybody on the ticket: the ticket alone, or its code, proves too little. */
export function PartyNik({ view: { t }, label, hint, nik, errors }: PartyNikProps) {
  return (
    <Field
      name="nik"
      label={label ?? t('bookings.pages.partyNik.label')}
      hint={hint}
      value={nik}
      error={errorAt(errors, 'nik')}
      inputMode="numeric"
    />
  )
}
