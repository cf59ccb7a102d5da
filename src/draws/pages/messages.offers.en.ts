/** A freed seat offered to who waits in the order of a draw, on their page and at the desk. */
export default {
  title: 'A seat that came back',
  heading: 'A seat has come back for you',
  look: 'Look and answer',
  entry: 'Back to your page of the draw',
  intro: 'Somebody gave up their seat. By the order of the draw you are the next whom it fits.',
  what: 'Booking',
  who: 'For',
  until: 'Answer before',
  accept: 'Take this seat',
  acceptDetail: 'It is yours at once, with a ticket like that of who won in the draw.',
  no: 'Cannot come at that hour?',
  noDetail: 'The seat is offered to the next. You stay in the order and may be offered another hour.',
  noNik: 'The NIK of one of you, because this link may have been forwarded.',
  decline: 'No, offer it to the next',
  noPhone: 'It works without a phone too: answer at the desk of the office, or call the office.',
  none: {
    heading: 'There is no offer now',
    waiting: 'Your place in the draw is {place}, and you still wait. When a seat comes back that fits, we tell you.',
    out: 'This entry no longer waits for a seat.',
  },
  last: {
    declined: 'You said no to {when}. The seat is offered to the next.',
    lapsed: 'The offer of {when} was not answered in time. The seat is offered to the next.',
    passed:
      'The offer of {when} was passed on: one of you holds another booking or is in another draw, or the office closed ' +
      'the hour.',
  },
  held:
    'One of you holds another booking or is in another draw, so this seat cannot be taken and is offered to the next. ' +
    'One booking a person.',
  staff: {
    title: 'Offers of seats that came back',
    lead:
      'Seats given up are offered down the order of the draw. Answer for those who come to the desk or call, after they ' +
      'have said code and NIK. Who has not answered may be called.',
    none: 'No offer waits for an answer.',
    code: 'Code',
    place: 'Place',
    who: 'Applicants',
    contact: 'Contact',
    hour: 'Booking',
    until: 'Answer before',
    noContact: 'none',
    accept: 'Take',
    decline: 'No',
    for: 'for {code}',
    answer: 'Answer',
    news: {
      accepted: 'The seat is theirs.',
      declined: 'Noted. The seat is offered to the next.',
      over: 'That offer is over.',
      held: 'One of them holds another booking. The seat is offered to the next.',
    },
    counts: 'Seats given back or planned anew, for 30 visit days from today',
    count: {
      freed: 'Given back',
      plannedAnew: 'Planned anew after the list was closed',
      waiting: 'Waiting',
      online: 'Can be booked from home again',
      walkIns: 'For who comes to the door',
      offered: 'Offered down the order of the draw',
      accepted: 'Taken',
      declined: 'Declined',
      lapsed: 'Not answered',
      passed: 'Passed on',
      passedOver: 'Parties passed over, because somebody of them held another turn',
    },
  },
}
