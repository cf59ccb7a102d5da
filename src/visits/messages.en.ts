import type { Words } from '../platform/i18n/catalogue.ts'
import type indonesian from './messages.id.ts'
import display from './pages/messages.display.en.ts'
import floor from './pages/messages.floor.en.ts'
import live from './pages/messages.live.en.ts'
import reception from './pages/messages.reception.en.ts'

const english: Words<typeof indonesian> = {
  display,
  floor,
  live,
  reception,
}
export default english
