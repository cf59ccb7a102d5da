import type indonesian from './messages.id.ts'
import type { Words } from './catalogue.ts'

const english: Words<typeof indonesian> = {
  invalid: 'Some answers need mending.',
  http: {
    notFound: 'There is nothing at this address. Check it, or start from the front page.',
    methodNotAllowed: 'This address exists, but cannot be used that way. See the Allow header.',
    otherOrigin: 'This was sent by another site, so we do not take it. Open this site and fill it in here.',
    notJson: 'Send the body as JSON with Content-Type: application/json.',
    notForm: 'Send the answers by the form on this page.',
    tooLarge: 'This is too large. At most {kilobytes} KB.',
    badAddress: 'This address cannot be read: a percent sign in it is wrong. Check the address.',
    badJson: 'The body is not proper JSON. Check quotes, commas and brackets, then send it again.',
    noBody: 'The body is empty. Send it as JSON.',
    badRequest: 'This request cannot be read. Check it and send it again.',
    unavailable: 'The system cannot reach its data at the moment. Try again shortly.',
    internal: 'Something went wrong on our side and has been recorded. Try again shortly.',
  },
  limits: {
    tooMany: 'Too many attempts. Try again {minutes, plural, =0 {shortly} one {in # minute} other {in # minutes}}.',
  },
  fault: {
    missing: 'This part is needed.',
    unknown: 'This part is not known. Leave it out.',
    wrongType: 'It has the wrong shape: {expected} is expected.',
    malformed: 'It is not written as it should be. Check its form.',
    notAChoice: 'Choose one of: {choices}.',
    tooShort: 'Too short: at least {bound} characters.',
    tooLong: 'Too long: at most {bound} characters.',
    tooSmall: 'Too small: at least {bound}.',
    tooBig: 'Too big: at most {bound}.',
    tooFew: 'Too few: at least {bound}.',
    tooMany: 'Too many: at most {bound}.',
    repeated: 'Something stands there twice.',
  },
  problems: {
    'slot-full': {
      title: 'This hour is full',
      about: 'All places of that hour are taken, maybe just now. Choose another hour or day; your answers are kept.',
    },
    'slot-closed': {
      title: 'This hour is closed',
      about: 'The office does not serve at that hour, for example on a holiday. Choose another hour or day.',
    },
    'slot-unreleased': {
      title: 'This hour is not open yet',
      about: 'That hour cannot be taken yet. The office calendar says when it opens.',
    },
    'person-already-booked': {
      title: 'Already holds a turn',
      about:
        'One person holds at most one turn in the whole of Indonesia. Move or cancel the earlier one first. If it was ' +
        'not you who took it, come to an immigration office with your identity card.',
    },
    'same-person-twice': {
      title: 'The same person twice',
      about: 'One NIK stands twice in the same party. Write each person once.',
    },
    invalid: {
      title: 'Some answers need mending',
      about: 'A part is missing, has the wrong form or is not known. The list of errors says where and how to mend it.',
    },
    'too-many-moves': {
      title: 'Cannot be moved again',
      about: 'This turn was moved as often as allowed. You can still come at its hour, or cancel it.',
    },
    'change-too-late': {
      title: 'Too late to change',
      about: 'A turn can be moved or cancelled until the time on the ticket. After that, contact the office.',
    },
    'not-found': {
      title: 'Not found',
      about: 'There is nothing at this address, or code and key do not belong together. Check the address or the code.',
    },
    'not-signed-in': {
      title: 'Not signed in',
      about: 'This address is for staff who are signed in; that ends after 60 idle minutes or 12 hours. Sign in and try again.',
    },
    'not-allowed': {
      title: 'Not part of your role',
      about: 'Your role does not include this, or the office is not one of yours. Ask the head of office if it should.',
    },
    'bad-signature': {
      title: 'The signature does not fit',
      about: 'Webhooks are signed with a secret that only the sender and this system have. Check the secret, and the clock of who sends.',
    },
    'idempotency-conflict': {
      title: 'Request key already used',
      about:
        'The same Idempotency-Key was sent before with another body. Use a new key for a new request; send the same ' +
        'body to get the same answer.',
    },
    'too-many-requests': {
      title: 'Too many attempts',
      about: 'You or your network went over a limit. Wait as long as Retry-After says.',
    },
    'not-json': {
      title: 'Wrong kind of content',
      about: 'The API takes JSON with Content-Type: application/json; pages take their own forms.',
    },
    'too-large': {
      title: 'Too large',
      about: 'The body is over the limit. Send only what is asked for.',
    },
    'bad-request': {
      title: 'Request cannot be read',
      about: 'Address, headers or body of the request are broken. Mend it and send it again.',
    },
    'method-not-allowed': {
      title: 'Not available this way',
      about: 'The address exists, but not for that HTTP method. The Allow header says which ones work.',
    },
    'other-origin': {
      title: 'Sent from another site',
      about: 'A form that changes something is taken from this site only, so that nobody fills it in behind your back.',
    },
    'not-now': {
      title: 'Not possible now',
      about:
        'The state of the hall or of a draw does not allow this step: the number, the counter or the hour has changed, ' +
        'or the list of a draw is closed. Look at it again, then retry.',
    },
    'work-needed': {
      title: 'A small calculation comes first',
      about:
        'While many requests come from one network, each booking takes one small calculation by your device ' +
        '(`challenge`), or one code by message. It makes buying up seats dear; ordinary people hardly notice it.',
    },
    'cooling-off': {
      title: 'Cannot take a turn yet',
      about:
        'Who has missed several turns without a word waits before taking another. Cancelling in time never counts. ' +
        'Who was prevented can have it lifted at the front desk of an office.',
    },
    'draft-expired': {
      title: 'Answers were wiped',
      about: 'To keep your data safe, answers left alone for 60 minutes are wiped. Start again by choosing an office.',
    },
    unavailable: {
      title: 'Cannot serve at the moment',
      about: 'The system cannot reach its data at the moment. Try again after the time Retry-After says.',
    },
    internal: {
      title: 'Something went wrong on our side',
      about: 'This is not about your answers, and it has been recorded. Try again shortly.',
    },
  },
  api: {
    title: 'The API of Giliran',
    lead: 'All that can be done on this site can be done by a program too, under the same rules.',
    document: 'OpenAPI 3.1 document',
    parameters: 'Parameters',
    needed: 'needed',
    optional: 'optional',
    body: 'Body to send',
    answer: 'Answer {status}',
    refuses: 'Refuses with',
    problems: 'Kinds of refusal',
    problemsLead: 'Each kind of refusal has a lasting name and a page that explains it (RFC 9457).',
  },
}
export default english
