import type { Words } from '../platform/i18n/catalogue.ts'
import type indonesian from './messages.problems.id.ts'

const english: Words<typeof indonesian> = {
  'slot-full': {
    title: 'This hour is full',
    text: 'There are no longer enough seats in that hour for everybody on the ticket. A party comes together, so it is never split.',
    todo: 'Choose another hour, another day or another office. You may go to any office.',
  },
  'slot-closed': {
    title: 'This hour cannot be chosen',
    text: 'The office is closed at that hour, the hour has passed, or the office does not use Giliran yet.',
    todo: 'Choose another hour or day. The reason stands in the calendar.',
  },
  'slot-unreleased': {
    title: 'This day is not open yet',
    text: 'Seats on that day can be taken from a moment that was announced, the same for everybody.',
    todo: 'See below the calendar when it opens, or choose a day that is open.',
  },
  'person-already-booked': {
    title: 'This NIK already holds a booking',
    text: 'One person holds one booking in the whole country. To protect personal data, that booking is not shown.',
    todo:
      'If it is yours, open it with its ticket code and move or cancel it. If somebody else used your NIK, go to the ' +
      'front desk of an immigration office with the original identity card.',
  },
  'same-person-twice': {
    title: 'One NIK is written twice',
    text: "Everybody on a ticket needs a NIK of their own, children too. A child's NIK is on the family card.",
    todo: 'Correct the NIK that is repeated, or remove the person who is written twice.',
  },
  invalid: {
    title: 'Some answers need correcting',
    text: 'One answer or more is empty or mistyped. Nothing was taken or changed.',
    todo: 'Go back to the form; what needs correcting is marked where it stands.',
  },
  'too-many-moves': {
    title: 'This booking can no longer be moved',
    text: 'A booking may be moved only a few times, so that middlemen cannot shuffle seats.',
    todo: 'Come at the hour on the ticket, or cancel without any penalty and book again.',
  },
  'change-too-late': {
    title: 'This booking can no longer be changed',
    text: 'The time to move or cancel is over, or the booking is already cancelled.',
    todo: 'If you cannot come, call the office. Its number is on its page.',
  },
  'not-found': {
    title: 'Not found',
    text: 'There is no such page, office or ticket. The address may have been cut short or mistyped.',
    todo: 'Check the address or the code, or start from the home page.',
  },
  'idempotency-conflict': {
    title: 'This request differs from the first one',
    text: 'The Idempotency-Key has already been used for other content.',
    todo: 'Use a new key for a new request, or send exactly the same content again.',
  },
  'too-many-requests': {
    title: 'Too many attempts',
    text: 'There were too many attempts with this code, contact or network in a short time. You lose no seat by this.',
    todo: 'Wait a little, then try again.',
  },
  'not-json': {
    title: 'Unknown kind of content',
    text: 'The API takes JSON (Content-Type: application/json); pages take form content.',
    todo: 'Send it again with the right content type.',
  },
  'too-large': {
    title: 'Too much content',
    text: 'A booking is a few hundred characters. This was far more, so it was not read.',
    todo: 'Go back to the form and send it from there.',
  },
  'bad-request': {
    title: 'The request could not be read',
    text: 'The address or the content was damaged on the way or mistyped. Nothing was taken or changed.',
    todo: 'Reload the page before this one and try again.',
  },
  'method-not-allowed': {
    title: 'This address is not used that way',
    text: 'The address exists, but it cannot be used like that.',
    todo: 'Open the page as usual, or start from the home page.',
  },
  'other-origin': {
    title: 'This form was sent from another site',
    text: 'Giliran takes forms from its own pages only, so that no other site can book or cancel in your name.',
    todo: 'Open Giliran directly in your browser and fill in the form there.',
  },
  'draft-expired': {
    title: 'What you filled in has been erased',
    text: 'Answers that are left alone for 60 minutes are erased, because they hold a NIK. They are also erased once the booking is made.',
    todo: 'If you have booked, open the ticket. If not, start again; no seat was lost.',
  },
  unavailable: {
    title: 'Not available at the moment',
    text: 'The server is busy or being prepared. Bookings that were made are safe.',
    todo: 'Wait a little, then reload this page. Pressing again never makes two bookings.',
  },
  internal: {
    title: 'Something is broken on our side',
    text: 'The fault is ours, not in what you typed, and it has been recorded. Bookings that were made are safe.',
    todo: 'Reload this page. Pressing again never makes two bookings. If it stays like this, call your office.',
  },
}
export default english
