import type { FieldFault } from '../../platform/errors.ts'
import type { Translate } from '../../platform/i18n/index.ts'
import type { FieldError } from '../../web/index.ts'
import type { WhoProps } from '../pages/who.tsx'
import type { WhoValues } from '../pages/who-form.ts'
import type { PartyInput } from '../request.ts'

/** What was typed, as the booking rules read it. The one contact field takes either kind. */
export function partyOf(values: WhoValues): PartyInput {
  const { people, companion, companionName, contact } = values
  return {
    people,
    ...(companion && { companion: { name: companionName } }),
    contact: contact.includes('@') ? { email: contact } : { whatsapp: contact },
  }
}

/** The form's field for a pointer of the rules: `/people/1/nik` is `nik-1`. */
export function fieldOf(pointer: string): string {
  const [, part, index, name] = /^\/([a-z]+)(?:\/([^/]+))?(?:\/([^/]+))?$/i.exec(pointer) ?? []
  if (part === 'people' && name !== undefined) return `${name}-${index}`
  if (part === 'people') return 'name-0'
  if (part === 'companion' && index === 'name') return 'companionName'
  return part ?? 'main'
}

/** Faults as the who page shows them: the words beside each field, and what needs more than words. */
export function faultsOnPage(
  t: Translate,
  faults: readonly FieldFault[],
): Pick<WhoProps, 'errors' | 'nikUsed' | 'askAsPrinted'> {
  const errors: FieldError[] = []
  for (const { pointer, say, values } of faults) {
    const field = fieldOf(pointer)
    if (!errors.some((one) => one.field === field)) errors.push({ field, message: t(say, values) })
  }
  const peopleWith = (code: string): number[] =>
    faults.filter((one) => one.code === code).map(({ pointer }) => Number(pointer.split('/')[2]))
  return { errors, nikUsed: peopleWith('person-already-booked'), askAsPrinted: peopleWith('nik-impossible') }
}
