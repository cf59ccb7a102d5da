import type { Words } from '../../platform/i18n/catalogue.ts'
import type indonesian from './messages.reception.id.ts'

const english: Words<typeof indonesian> = {
}
export default english
