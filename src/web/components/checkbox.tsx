import { describedBy, FieldMessage } from './field.tsx'

export interface CheckboxProps {
  name: string
  label: string
  hint?: string
  checked?: boolean
  error?: string
}

/** Posts `yes` when ticked, nothing otherwise. */
export function Checkbox({ name, label, hint, checked = false, error }: CheckboxProps) {
  return (
    <div class={error ? 'field err' : 'field'}>
      <FieldMessage name={name} error={error} />
      <label class="pick">
        <input
          type="checkbox"
          id={name}
          name={name}
          value="yes"
          checked={checked}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={describedBy(name, hint, error)}
        />
        <span>{label}</span>
      </label>
      {hint && <span class="hint" id={`${name}-hint`}>{hint}</span>}
    </div>
  )
}
