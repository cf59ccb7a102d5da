import type { Words } from '../../platform/i18n/catalogue.ts'
import type indonesian from './messages.phone.id.ts'

const english: Words<typeof indonesian> = {
  on: 'Tell me on this phone',
  off: 'Tell this phone no more',
  isOn: 'This phone will be told.',
  isOff: 'Messages come up on the screen, also when this page is closed.',
  blocked: 'Notifications of this site are blocked. Allow them in the settings of the browser, then press again.',
  failed: 'That did not work yet. Try again in a moment.',
  notAService: 'This address is of no push service that we know. Use another browser.',
  keysMalformed: 'These keys cannot be used. Send the subscription as the browser gives it.',
}
export default english
