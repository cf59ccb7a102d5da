import display from './pages/messages.display.id.ts'
import floor from './pages/messages.floor.id.ts'
import live from './pages/messages.live.id.ts'
import reception from './pages/messages.reception.id.ts'

/** The visit day: what every screen of it says, then screen by screen. */
export default {
  display,
  floor,
  live,
  reception,
}
