import type { ComponentChildren, JSX } from 'preact'

export interface FieldProps {
  /** Name and id of the control. */
  name: string
  label: string
  hint?: ComponentChildren
  value?: string
  error?: string
  /** A password is never written back into the page. */
  type?: 'text' | 'password'
  /** Which keys a telephone shows. */
  inputMode?: 'text' | 'numeric' | 'email' | 'tel'
  autocomplete?: string
  autocapitalize?: 'characters' | 'words' | 'none'
  spellcheck?: boolean
  maxLength?: number
  /** Takes the focus when the page opens: what was just added. */
  autofocus?: boolean
  /** Stands under the control: a link that helps with this error. */
  after?: ComponentChildren
}

/** The ids that a control is described by; undefined when there are none. */
export function describedBy(name: string, hint: unknown, error: unknown): string | undefined {
  return [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined
}

export function FieldMessage({ name, error }: { name: string; error: string | undefined }) {
  return error ? <p class="msg" id={`${name}-error`}>{error}</p> : null
}

/** One line of text with its label, hint and what is wrong. What was typed stays. */
export function Field(props: FieldProps): JSX.Element {
  const { name, label, hint, value = '', error, after } = props
  return (
    <div class={error ? 'field err' : 'field'}>
      <label for={name}>{label}</label>
      {hint && <span class="hint" id={`${name}-hint`}>{hint}</span>}
      <FieldMessage name={name} error={error} />
      <input
        class="in"
        id={name}
        name={name}
        {...(props.type === 'password' ? { type: 'password' as const } : { value })}
        inputMode={props.inputMode}
        autocomplete={props.autocomplete ?? 'off'}
        autocapitalize={props.autocapitalize}
        spellcheck={props.spellcheck}
        maxLength={props.maxLength}
        autofocus={props.autofocus}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(name, hint, error)}
      />
      {after}
    </div>
  )
}
