import pages from './pages/messages.id.ts'

export default {
  pages,
}
