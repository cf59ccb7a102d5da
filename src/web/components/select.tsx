import type { Choice } from './radios.tsx'
import { describedBy, FieldMessage } from './field.tsx'

export interface SelectProps {
  name: string
  label: string
  hint?: string
  /** First entry, with no value: "Pilih tujuan". */
  empty: string
  choices: readonly Choice[]
  chosen?: string
  error?: string
}

export function Select({ name, label, hint, empty, choices, chosen = '', error }: SelectProps) {
  return (
    <div class={error ? 'field err' : 'field'}>
      <label for={name}>{label}</label>
      {hint && <span class="hint" id={`${name}-hint`}>{hint}</span>}
      <FieldMessage name={name} error={error} />
      <select
        class="in"
        id={name}
        name={name}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(name, hint, error)}
      >
        <option value="">{empty}</option>
        {choices.map(({ value, label: words }) => (
          <option key={value} value={value} selected={value === chosen}>{words}</option>
        ))}
      </select>
    </div>
  )
}
