import type { Words } from '../../platform/i18n/catalogue.ts'
import type indonesian from './messages.live.id.ts'

const english: Words<typeof indonesian> = {
}
export default english
