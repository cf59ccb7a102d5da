import type { JSX } from 'preact'
import { describedBy, FieldMessage, type FieldProps } from './field.tsx'

export interface TextAreaProps extends Pick<FieldProps, 'name' | 'label' | 'hint' | 'value' | 'error'> {
  rows?: number
}

/** Several lines of text. No length is cut off while it is typed: what is too long is said, and stays. */
export function TextArea({ name, label, hint, value = '', error, rows = 4 }: TextAreaProps): JSX.Element {
  return (
    <div class={error ? 'field err' : 'field'}>
      <label for={name}>{label}</label>
      {hint && <span class="hint" id={`${name}-hint`}>{hint}</span>}
      <FieldMessage name={name} error={error} />
      <textarea
        class="in"
        id={name}
        name={name}
        rows={rows}
        autocomplete="off"
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(name, hint, error)}
      >
        {value}
      </textarea>
    </div>
  )
}
