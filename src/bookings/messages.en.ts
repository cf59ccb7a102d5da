import type { Words } from '../platform/i18n/catalogue.ts'
import pages from './pages/messages.en.ts'
import type indonesian from './messages.id.ts'

const english: Words<typeof indonesian> = {
  pages,
}
export default english
