import { describedBy, FieldMessage } from './field.tsx'

export interface Choice {
  value: string
  label: string
  hint?: string
}

export interface RadiosProps {
  name: string
  legend: string
  hint?: string
  choices: readonly Choice[]
  chosen?: string
  error?: string
}

/** One of a few. The first control has the group's name as its id, so that an error can lead to it. */
export function Radios({ name, legend, hint, choices, chosen, error }: RadiosProps) {
  return (
    <fieldset class={error ? 'field err' : 'field'} aria-describedby={describedBy(name, hint, error)}>
      <legend>{legend}</legend>
      {hint && <span class="hint" id={`${name}-hint`}>{hint}</span>}
      <FieldMessage name={name} error={error} />
      {choices.map((choice, index) => (
        <label class="pick" key={choice.value}>
          <input
            type="radio"
            id={index === 0 ? name : `${name}-${choice.value}`}
            name={name}
            value={choice.value}
            checked={choice.value === chosen}
          />
          <span>{choice.label}{choice.hint && <span class="hint">{choice.hint}</span>}</span>
        </label>
      ))}
    </fieldset>
  )
}
