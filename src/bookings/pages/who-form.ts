/** One person as typed; nothing is checked yet. */
export interface WhoPerson {
  name: string
  nik: string
  /** "It stands like that on the card." */
  nikAsPrinted: boolean
  service: string
  purpose: string
}

/** What the "who" form holds, as typed. */
export interface WhoValues {
  people: WhoPerson[]
  companion: boolean
  companionName: string
  contact: string
}

/** Which of the form's buttons was pressed; `remove` names the person's index. */
export type WhoAction = { kind: 'continue' } | { kind: 'add' } | { kind: 'remove'; index: number }

export const peopleMax = 5

/** Longest text that is read back into the form; every field's own rule is shorter. */
const echoMax = 300

export const emptyPerson = (): WhoPerson => ({ name: '', nik: '', nikAsPrinted: false, service: '', purpose: '' })

export const emptyWho = (): WhoValues => ({ people: [emptyPerson()], companion: false, companionName: '', contact: '' })

/**
 * Reads a posted form. Fields carry the person's index from 0: `name-0`, `nik-0`,
 * `nikAsPrinted-0`, `service-0`, `purpose-0`; then `companion`, `companionName`,
 * `contact` and `action` (`continue`, `add`, `remove-0`). Gaps close up; there is always
 * at least one person and never more than five.
 */
export function readWhoForm(body: Readonly<Record<string, unknown>>): { values: WhoValues; action: WhoAction } {
  const text = (name: string): string => {
    const value = Array.isArray(body[name]) ? body[name][0] : body[name]
    return typeof value === 'string' ? value.slice(0, echoMax) : ''
  }
  const people: WhoPerson[] = []
  for (let index = 0; index < peopleMax; index++) {
    if (!Object.hasOwn(body, `name-${index}`) && !Object.hasOwn(body, `nik-${index}`)) continue
    people.push({
      name: text(`name-${index}`),
      nik: text(`nik-${index}`),
      nikAsPrinted: text(`nikAsPrinted-${index}`) !== '',
      service: text(`service-${index}`),
      purpose: text(`purpose-${index}`),
    })
  }
  if (people.length === 0) people.push(emptyPerson())
  const values = {
    people,
    companion: text('companion') !== '',
    companionName: text('companionName'),
    contact: text('contact'),
  }
  return { values, action: readAction(text('action')) }
}

function readAction(typed: string): WhoAction {
  if (typed === 'add') return { kind: 'add' }
  const index = /^remove-([0-4])$/.exec(typed)?.[1]
  return index === undefined ? { kind: 'continue' } : { kind: 'remove', index: Number(index) }
}

/**
 * The form after its button: one person more or fewer. `focus` is the id of the field to
 * go on at. `continue`, and what is not possible, leave it as it was.
 */
export function applyWhoAction(values: WhoValues, action: WhoAction): { values: WhoValues; focus?: string } {
  const { people } = values
  if (action.kind === 'add' && people.length < peopleMax) {
    return { values: { ...values, people: [...people, emptyPerson()] }, focus: `name-${people.length}` }
  }
  if (action.kind === 'remove' && people.length > 1 && action.index < people.length) {
    const left = people.filter((_, index) => index !== action.index)
    return { values: { ...values, people: left }, focus: `name-${Math.min(action.index, left.length - 1)}` }
  }
  return { values }
}
