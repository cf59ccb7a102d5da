import type { Words } from '../platform/i18n/catalogue.ts'
import type indonesian from './messages.id.ts'

const english: Words<typeof indonesian> = {
  nik: {
    missing: 'Enter the NIK: 16 digits, on the identity card (KTP) or family card (KK).',
    notDigits: 'A NIK has digits only. Type 16 digits, no letters.',
    tooShort: 'The NIK has {digits} digits so far. Check again, {lacking} missing.',
    tooLong: 'The NIK has {digits} digits, {surplus} too many. Check again, a NIK always has 16.',
    impossible:
      'The birth date in this NIK cannot be. Check digits 7 to 12 again. If the card really shows it so, ' +
        'tick "It stands so on the card".',
  },
  name: {
    missing: 'Enter the full name as on the identity card or birth certificate.',
    tooLong: 'A name has at most {most} characters. Shorten it as on the identity card.',
    notAName: 'A name has letters, blanks and marks such as dot, apostrophe or hyphen. Type it again as on the card.',
  },
  contact: {
    notAPhone: 'The WhatsApp number is not right yet. Type it like 0812 3456 7890, or leave it empty.',
    notAnEmail: 'The e-mail address is not right yet. Type it like name@example.org, or leave it empty.',
  },
}
export default english
