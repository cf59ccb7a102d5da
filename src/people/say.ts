import type { FieldFault } from '../platform/errors.ts'
import type { ContactReading } from './contact.ts'
import { NAME_LENGTH_MAX, type NameReading } from './name.ts'
import { NIK_DIGITS, type NikFault } from './nik.ts'

type Said = Pick<FieldFault, 'code' | 'say' | 'values'>

/** What to tell somebody whose NIK could not be read: what is wrong and how to mend it. */
export function nikMessage(fault: NikFault): Said {
  switch (fault.fault) {
    case 'missing':
      return { code: 'nik-missing', say: 'people.nik.missing' }
    case 'not-digits':
      return { code: 'nik-not-digits', say: 'people.nik.notDigits' }
    case 'too-short': {
      const values = { digits: fault.digits, lacking: NIK_DIGITS - fault.digits }
      return { code: 'nik-too-short', say: 'people.nik.tooShort', values }
    }
    case 'too-long': {
      const values = { digits: fault.digits, surplus: fault.digits - NIK_DIGITS }
      return { code: 'nik-too-long', say: 'people.nik.tooLong', values }
    }
    case 'impossible':
      return { code: 'nik-impossible', say: 'people.nik.impossible' }
  }
}

export function nameMessage(fault: Extract<NameReading, { ok: false }>['fault']): Said {
  switch (fault) {
    case 'missing':
      return { code: 'name-missing', say: 'people.name.missing' }
    case 'too-long':
      return { code: 'name-too-long', say: 'people.name.tooLong', values: { most: NAME_LENGTH_MAX } }
    case 'not-a-name':
      return { code: 'name-not-a-name', say: 'people.name.notAName' }
  }
}

export function contactMessage(fault: Extract<ContactReading, { ok: false }>['fault']): Said {
  if (fault === 'not-a-phone') return { code: 'phone-malformed', say: 'people.contact.notAPhone' }
  return { code: 'email-malformed', say: 'people.contact.notAnEmail' }
}
