import type { Words } from '../../platform/i18n/catalogue.ts'
import type indonesian from './messages.words.id.ts'

const english: Words<typeof indonesian> = {
  kinds: {
    booked: 'turn booked',
    moved: 'turn moved',
    cancelled: 'turn cancelled',
    'reminder-day': 'reminder the day before',
    'reminder-morning': 'reminder in the morning',
    'called-soon': 'called soon',
    'come-back': 'has been called, asked to come back',
    closed: 'hour closed by the office',
    offer: 'a seat that was given back',
    drawn: 'the result of a draw',
    struck: 'an entry no longer counts',
    'passed-over': 'passed over in the order',
    proof: 'code to prove a contact',
    survey: 'question afterwards',
    'left-party': 'somebody has left the party',
    'no-show': 'noted that nobody came',
  },
  channels: { whatsapp: 'WhatsApp', sms: 'SMS', email: 'e-mail', push: 'browser notification' },
  states: {
    waiting: 'waiting',
    sent: 'sent',
    delivered: 'delivered',
    dropped: 'not sent',
    dead: 'not delivered',
  },
  reasons: {
    overtaken: 'what it says is no longer so',
    over: 'its hour is over',
    'no-contact': 'no contact that this office can reach',
    stopped: 'its reader has stopped messages',
    'too-many': 'that contact has had too many messages',
    'quiet-hours': 'quiet hours of the office',
    refused: 'refused by the channel',
    'not-now': 'the channel takes nothing now, tried again later',
    'no-answer': 'the channel gave no answer, tried again later',
    'worker-died': 'sending was cut off, tried again later',
    broken: 'it could not be made; the server’s log says why',
  },
}
export default english
