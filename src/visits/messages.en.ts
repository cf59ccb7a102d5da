import type { Words } from '../platform/i18n/catalogue.ts'
import type indonesian from './messages.id.ts'
import display from './pages/messages.display.en.ts'
import floor from './pages/messages.floor.en.ts'
import live from './pages/messages.live.en.ts'
import reception from './pages/messages.reception.en.ts'

const english: Words<typeof indonesian> = {
  errors: {
    noHall: 'This office does not run its day with Giliran yet, or there is no such site. Check the address.',
    counterUnknown: 'There is no such counter at this site. Choose one from the list.',
    visitUnknown: 'This number is not in today\'s queue. Check the number.',
    bookingUnknown: 'No such ticket for today. Check the code or NIK, or search by name.',
    ticketForged: 'This QR is not a ticket of this system. Search by code or NIK.',
    stageNotHere: 'This counter does not serve that stage. Choose: {allowed}.',
    counterClosed: 'The counter is closed or paused. Open or resume it first.',
    counterBusy: 'The counter still has {number}. Finish or transfer it first.',
    counterIdle: 'There is no number at this counter. Call the next one first.',
    hallPaused: 'Calls are stopped. Resume them from the hall screen first.',
    notWaiting: 'Number {number} is not waiting. Look at the latest list.',
    wrongState: 'Number {number} has changed since this screen was drawn. Look at it again, then retry.',
    noShowTooSoon: 'Too soon for a no-show: call {calls} times and wait {minutes} minutes.',
    nothingToUndo: 'There is nothing to undo at this counter.',
    checkInEarly: 'Too early. Check-in is from {from}.',
    checkInLate: 'The last hour of today is over. Book a new turn at this desk.',
    checkInOtherDay: 'This ticket is for {when}. Come on that day, or move it at this desk.',
    checkInOtherSite: 'This ticket is for {site}. Check in there, or move it at this desk.',
    cancelled: 'This ticket was cancelled. Book a new turn, or walk in if there are seats.',
    nobodyCame: 'Choose at least one person who is here and matches the card.',
    seenToday: 'This person has checked in today already, with number {number}.',
    noWalkInsLeft: 'No walk-in seats are left today. Book another day.',
    numbersUsedUp: 'The numbers of this letter are used up for today. Ask the supervisor.',
    busy: 'The hall is very busy. Try again in a moment.',
  },
  display,
  floor,
  live,
  reception,
}
export default english
