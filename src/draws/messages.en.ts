import offers from './pages/messages.offers.en.ts'
import pages from './pages/messages.en.ts'
import verify from './messages.verify.en.ts'

export default {
  pages,
  verify,
  offers,
  errors: {
    drawUnknown: 'There is no such draw. Check the address, or go by the page of the office.',
    notOpenYet: 'Entering has not begun yet. It begins {when}.',
    closed: 'Entering ended {when}. The list can no longer be changed.',
    entryUnknown: 'No entry found. Check code and NIK: both must be right.',
    entryOver: 'This entry has ended and can no longer be changed.',
    personHeld:
      'This NIK already holds a turn or is in a draw. Everybody once only. Not you? Bring your identity card to the ' +
      'front desk of any immigration office.',
    proveOrCome:
      'Somebody has entered this NIK without any proof. Give a contact that you can prove by a code, or bring your ' +
      'identity card to the front desk: an entry with proof takes the place of one without.',
    outrankedEnough:
      'Entries of five people have given way to this contact in this draw already. For more, come to the front desk with ' +
      'the identity cards.',
    offerUnknown: 'There is no such offer. Open the page of your entry in the draw.',
    offerOver: 'This offer is over. You keep your place in the order, and may get another.',
    serviceNotInDraw: 'This draw is not for that service.',
    wishesNone: 'Choose at least one day.',
    wishesTooMany: 'At most {max} wishes.',
    wishUnknown: 'This draw gives no places then.',
    wishTwice: 'This wish stands above already.',
    wishOtherSite: 'The service asked for is not given there.',
    wishNeverFits: 'No hour then has {party} places together.',
  },
}
