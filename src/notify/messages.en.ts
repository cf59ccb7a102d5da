import type { Words } from '../platform/i18n/catalogue.ts'
import type indonesian from './messages.id.ts'
import contact from './pages/messages.contact.en.ts'
import phone from './pages/messages.phone.en.ts'
import people from './pages/messages.people.en.ts'
import staff from './pages/messages.staff.en.ts'
import words from './pages/messages.words.en.ts'

const english: Words<typeof indonesian> = {
  contact,
  phone,
  noShow: {
    waits: 'A new turn can be taken from {until} on.',
    warned: 'If it happens again, you have to wait before taking a new turn.',
  },
  webhook: {
    badSignature: 'The signature does not fit this body, or its time is too far from now. Check the secret and the clock of who sends.',
    badToken: 'The verify token is another one. It is the one set as WHATSAPP_VERIFY_TOKEN.',
  },
  ticket: {
    booked: 'Your turn is booked.',
    moved: 'Your turn has been moved.',
    'left-party': 'Somebody has left this ticket by their own NIK. The others keep their seats.',
    cancelled: 'This turn has been cancelled. Your seats go to others. There is no penalty.',
    when: 'When: {when}',
    arrive: 'Come {minutes, number} minutes earlier.',
    place: 'Where: {place}, {address}',
    code: 'Ticket code: {code}',
    people: 'For: {people}',
    link: 'Open the ticket: {url}',
    find: 'Open the ticket with its code and the NIK of one person on it.',
    papers: 'What to bring:',
    change: 'Moving and cancelling are possible until {until}, without a penalty.',
    free: 'A turn is free. The passport fee is never paid to an officer or a go-between.',
    demo: 'DEMONSTRATION. Not an official service.',
    stop: 'Choose or stop messages like this: {url}',
  },
  ...people,
  staff,
  words,
}
export default english
