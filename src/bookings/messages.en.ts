import type { Words } from '../platform/i18n/catalogue.ts'
import type indonesian from './messages.id.ts'
import pages from './pages/messages.en.ts'

const english: Words<typeof indonesian> = {
  pages,
  errors: {
    slotFull: 'This hour has just become full. Choose another hour.',
    slotClosed: 'This hour is closed: {reason}. Choose another hour.',
    slotPast: 'The time to take this hour has passed. Choose another hour.',
    slotUnreleased: 'This hour is not open yet. It opens {opensAt}.',
    slotByDraw: 'For your service the places of this hour are given by draw. Entering is free and there is no hurry: enter from {opens} until {closes}, on the office’s page or at the front desk. What is left can be taken from {opensAt}.',
    slotUnknown: 'There is no such hour at the office chosen. Load the list of hours again, then choose.',
    officeUnknown: 'There is no such office on the list. Choose an office from the list.',
    officeNotBookable: 'This office does not use Giliran yet. Ask the office itself, or choose another one.',
    personAlreadyBooked:
      'This NIK already holds a turn. One person, one turn. Not you? Take the original identity card to the ' +
        'front desk of any immigration office.',
    proveOrCome:
      'Somebody has entered this NIK in a draw without any proof. Prove your contact by a code, or take the original ' +
        'identity card to the front desk of any immigration office: a proof comes first.',
    outrankedEnough:
      'Entries of five people have given way to this contact already. For more, take the original identity cards to the ' +
        'front desk of any immigration office.',
    coolingOff: 'This NIK cannot take a turn until {until}, since several turns were missed without a word. Were you prevented? Take the original identity card to the front desk of any immigration office; the staff there can lift it.',
    samePersonTwice: 'The same NIK is there twice. Each person once only.',
    tooManyMoves:
      'This turn has been moved {moves, plural, one {once} other {# times}} already, no more is possible. ' +
        'Cancel it, then take a new turn.',
    changeTooLate: 'Moving and cancelling end {until}. Call the office if you cannot come.',
    beingServed: "This ticket's number is being or has been served today. Ask at the counter or the front desk.",
    alreadyCancelled: 'This turn has been cancelled. Take a new one if you still need it.',
    ticketUnknown: 'No such ticket was found. Check ticket code and NIK, both must match.',
    nikNotOfParty: 'This NIK is not named here. Enter the NIK of one of the people named.',
    idempotencyConflict: 'This request key was used for other data already. Use a new key.',
    workNeeded: 'Many requests come from this network. Send it again with an answer to the calculation, or with a code that was sent to your contact.',
    workRefused: 'This answer to the calculation does not count: it is wrong, over, used already, or made for other data.',
    codeRefused: 'This code does not match or no longer counts. Ask for a new one.',
    draftExpired: 'These answers were deleted after 60 minutes without use. Start again from the office.',
    inClosedDraw: 'This NIK is in a draw whose list is closed, and nobody can be taken off it. The draw is {when}. Come back with the card after it: then the NIK is free, or can be released.',
    busy: 'The system is busy. Nothing is lost; try again in a moment.',
    serviceUnknown: 'This office has no such service. Choose a service from the list.',
    serviceNotBookable: 'This service goes without a booking: {reason}',
    serviceNotAtSite: 'This service is not given at that place. Choose an hour at another place.',
    purposeUnknown: 'Choose a purpose from the list.',
    serviceMissing: 'Choose a service.',
    purposeMissing: 'Choose a purpose.',
    partyTooLarge: 'One ticket is for at most 5 people.',
    childLeftAlone: 'Without this person only children would be left on it, and nobody to come with them. Cancel it for all of you, or come to the front desk of the office with your identity card: they let your NIK go.',
    childAlone: 'A child comes with an adult or a companion. Add an adult, or mark that a companion comes along.',
    slotMissing: 'Choose one hour.',
    codeMissing: 'Enter the ticket code, for example WSB-7K4-M2PX.',
    codeMalformed: 'A ticket code has 3 letters of the office and 7 letters or digits. A draw number is not the code. Check again.',
    codeMistyped: 'A character of the ticket code is mistyped. Compare them one by one.',
    reasonTooLong: 'A reason has at most 200 characters.',
    contactLimit: 'This contact was used for many turns today. Leave it empty or try tomorrow.',
  },
  list: {
    two: '{first} and {second}',
    more: '{first} and {others, plural, one {1 other} other {# others}}',
  },
  calendar: {
    title: 'Passport turn, {office}',
    alarm: {
      dayBefore: 'Tomorrow: passport turn at {hour} {zone}',
      sameDay: 'Today: passport turn at {hour} {zone}',
    },
    displaced: 'The office closed this hour: {reason}. Choose another on the page of the ticket. Ticket code {code}.',
    description: 'Ticket code {code}. Come {minutes, number} minutes earlier. Bring the original documents.',
  },
}
export default english
