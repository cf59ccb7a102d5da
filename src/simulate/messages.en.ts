import brokers from './pages/messages.brokers.en.ts'
import type { Words } from '../platform/i18n/catalogue.ts'
import type indonesian from './messages.id.ts'

const english: Words<typeof indonesian> = {
  brokers,
  title: 'Simulated day',
  lead:
    'People, numbers and officers here are made up. All of it goes faster: what takes minutes takes a few seconds ' +
    'here.',
  start: 'Set the simulated day in motion',
  more: 'Go on for another 15 minutes',
  running: 'Running until {hour}.',
  resting: 'Not running.',
  elsewhere: 'Running: another process of this server plays it. All its screens are alive here too.',
  screens: 'Screens that are alive',
  display: 'The display in the hall',
  displayDetail: 'The numbers called, never a name',
  ticket: 'A ticket on the phone: {number}',
  ticketDetail: 'How many before, and about when',
  counter: 'The counter',
  counterDetail: 'Sign in as a counter officer; counter 1 is yours',
  floor: 'The hall for the supervisor',
  floorDetail: 'Sign in as the supervisor',
  reception: 'The front desk',
  receptionDetail: 'Sign in as reception',
  kiosk: 'The check-in kiosk',
  kioskDetail: 'Sign in as reception',
  outbox: 'Messages that would have been sent',
  outboxDetail: 'A demonstration really sends none',
}
export default english
