import { describedBy, FieldMessage } from './field.tsx'

export interface Choice {
  value: string
  label: string
  hint?: string
  /** Those with the same one stand together under it. */
  group?: string
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
      <Choices name={name} choices={choices} chosen={chosen} />
    </fieldset>
  )
}

type ChoicesProps = Pick<RadiosProps, 'name' | 'choices' | 'chosen'>

function Choices({ name, choices, chosen }: ChoicesProps) {
  const pick = (choice: Choice) => (
    <label class="pick" key={choice.value}>
      <input
        type="radio"
        id={choice === choices[0] ? name : `${name}-${choice.value}`}
        name={name}
        value={choice.value}
        checked={choice.value === chosen}
      />
      <span>{choice.label}{choice.hint && <span class="hint">{choice.hint}</span>}</span>
    </label>
  )
  const groups = [...Map.groupBy(choices, ({ group }) => group)]
  if (groups.every(([group]) => group === undefined)) return <>{choices.map(pick)}</>
  return (
    <div class="groups">
      {groups.map(([group, members], index) => (
        <div role="group" aria-labelledby={`${name}-group-${index}`} key={group}>
          <p class="hint" id={`${name}-group-${index}`}>{group}</p>
          {members.map(pick)}
        </div>
      ))}
    </div>
  )
}
