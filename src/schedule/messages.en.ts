import type indonesian from './messages.id.ts'
import type { Words } from '../platform/i18n/catalogue.ts'

const english: Words<typeof indonesian> = {
  slotsUnreadable: 'The hours cannot be read just now. Try again in a moment.',
  queryInvalid: 'Part of the question needs mending.',
  officeUnknown: 'There is no such office on the list.',
}
export default english
