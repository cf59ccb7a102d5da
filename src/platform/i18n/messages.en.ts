import type indonesian from './messages.id.ts'
import type { Words } from './catalogue.ts'

const english: Words<typeof indonesian> = {
  invalid: 'Some answers need mending.',
}
export default english
