import type { Words } from '../../platform/i18n/catalogue.ts'
import type indonesian from './messages.explain.id.ts'

const english: Words<typeof indonesian> = {
  howSeats: {
    title: 'How seats are given',
    intro: 'Whoever presses "Take this hour" first gets the seat, but at an office that has announced a draw for days that far more people want than there are seats. The rules are the same for everybody.',
    rules: 'The rules',
    released: 'Announced beforehand.',
    releasedText: "Seats open on the day and hour written below each office's calendar, for everybody at once.",
    onePerPerson: 'One person, one booking.',
    onePerPersonText: 'In the whole country. A NIK that holds a booking cannot take a second one.',
    together: 'Together or not at all.',
    togetherText: 'A party of up to 5 people gets one and the same hour, or takes nothing.',
    noHolds: 'No seat is put on hold.',
    noHoldsText:
      'A seat becomes yours when you press the button, not while you fill in the form. So nobody can empty the ' +
      'calendar by holding.',
    bound: 'Bound to a name.',
    boundText: 'The names on a ticket cannot be changed, so a booking cannot be sold.',
    givenBack: 'What is cancelled comes back to everybody.',
    givenBackText: 'Cancelling in time carries no penalty. The seat shows up in the calendar again after a while that nobody can guess, so it cannot be handed to a buyer. On days that are drawn it goes to the next in the order, and late ones to who comes without a booking.',
    noShows: 'Cancelling is never punished.',
    noShowsText: 'Who misses several turns without a word waits before taking another, by the rule of the office. Were you prevented? The front desk excuses it, with a reason that is recorded.',
    machines: 'Machines pay.',
    machinesText: 'When hundreds of turns are taken from one network, each further one takes a small calculation by the device, or a code by message.',
    traced: 'There is always a trace.',
    tracedText:
      'Every booking, move and cancellation leaves a record that cannot be changed or deleted. So does a ' +
      'booking that an ' +
      'officer makes for you at the office.',
    draw: 'Where a draw gives the seats',
    drawText:
      'Usually seats are taken at once. An office that more people want than it has seats, over a span that it names, may announce a draw ' +
      'for certain days, at least {days} days before entering opens. Reason, figures and days stand on the office’s page.',
    drawPoints: {
      hurry: 'Nobody has to hurry: the first to enter and the last have the same chance.',
      free: 'Entering is free, from home or at the front desk. Choose up to five days or hours that suit you.',
      order: 'The order comes from public random numbers that exist only after the list is closed. Anybody can compute it again.',
      told: 'You are told by message if you give a contact. If not, look at the page of your entry or the board at the office, or ask at the front desk.',
      left: 'What is left is taken at once from an announced hour on. What winners give back is offered down the order.',
    },
    howMany: 'How many seats are there?',
    howManyText:
      'The seats of a time window follow from the number of counters and the minutes that one person takes. ' +
      'Some are kept for ' +
      'people with priority and for those who come directly. When a day is a holiday, closed or not open yet, ' +
      'the calendar says why.',
    notYet: 'What rules do not take away',
    notYetText:
      'At an office without a draw a fast line still helps at the moment when new days open. That is why an office that has long had ' +
      'too few seats may turn to a draw. When all is full, look again later: seats that others cancel show up at any time.',
    direct: 'You may come directly',
  },
  help: {
    title: 'Help',
    lost: 'I lost my ticket code',
    lostText:
      'It is in the address you kept, in the calendar of your phone, on the printed paper, or in a message you ' +
      'sent. A ticket ' +
      'cannot be found by NIK alone, so that nobody else can look up your booking. If you cannot find it, call ' +
      'the office, or ' +
      'come on the day with your original identity card.',
    used: 'Somebody else has used my NIK',
    usedText:
      'Go to the front desk of any immigration office with your original identity card. An officer compares the ' +
      'card, releases ' +
      'your NIK and looks for a seat. The booking that uses it is not shown to anybody.',
    usedSelf: 'It may also be your own booking, made for you by family. Open it with its ticket code.',
    inMyName: 'Somebody took a turn in my name',
    inMyNameText: 'A travel agency or somebody you know, for instance. Ask for the ticket code, open the ticket with your own NIK, then choose "Leave this ticket": the others come all the same, and who put you on it can neither prevent nor undo it. Without the ticket code, take your original identity card to the front desk of any immigration office. Nobody can find out on this site whether a NIK holds a turn.',
    draw: 'My office uses a draw',
    drawText:
      'Open the office’s page and choose "Enter the draw". It is free and there is no hurry: all who enter until the list closes are ' +
      'drawn together. Without a phone, enter at the front desk. The result comes by message if you gave a contact; without one, ' +
      'look for the code of your entry on the office’s board, or open it by code and NIK. No place? Your NIK is free again, ' +
      'and you stay on the waiting list.',
    change: 'Move or cancel',
    changeText:
      'Open the ticket, then choose "Change the day or hour" or "Cancel the booking". Until when stands on the ' +
      'ticket. Without ' +
      'any penalty. You are asked for the NIK of one of the people on the ticket.',
    child: 'Booking for a child',
    childText: 'A child needs a seat and a NIK too; the NIK is on the family card. Children must be accompanied.',
    noPhone: 'Without a phone or internet',
    noPhoneText: 'Go to the office; an officer can book for you under the same rules. The ticket is printed.',
    late: 'The page stopped or the network failed',
    lateText: 'Just press again. Pressing twice never makes two bookings: the second shows the same ticket.',
    fee: 'Somebody asks for money',
    feeText: 'Booking is free. If anybody asks for money, report it.',
    report: 'Report a broker',
    privacy: 'Your personal data',
    openTicket: 'Open a ticket',
  },
  privacy: {
    title: 'Your personal data',
    intro: 'We ask for as little as possible and keep it encrypted.',
    what: 'What is kept',
    whatList: {
      people:
        'Name and NIK of each person, the service and the purpose: so that papers can be checked and one person ' +
        'holds one booking.',
      companion: 'The name of a companion, if you give it.',
      contact: 'A WhatsApp number or e-mail address, if you give it: for news about this ticket only. It can be stopped on the ticket’s page; a scrambled print of the contact is kept for that.',
      network:
        'A scrambled mark of the network address, for a short while: to limit too many attempts. The address ' +
        'itself is not kept.',
    },
    draw: 'If you enter a draw',
    drawText:
      'The list of a draw is public, so that it can be computed again. It holds the number of the entry, how many people, the days wished for, ' +
      'the day and way of entering, whether it was proved, the place in the order and the seat that came of it. Names and NIKs are not in it. ' +
      'The entry itself is kept encrypted.',
    who: 'Who sees it',
    whoText:
      'Officers of the office you chose, and whoever has the address of the ticket, or its code together with a ' +
      'NIK. The hall ' +
      'display shows neither names nor NIKs. The QR code holds only the ticket code and its hour.',
    howLong: 'How long',
    erasedText:
      'Entries in a draw that became no turn: who was named, and the contact, are erased {entriesDays, number} days after the ' +
      'days of the draw; what the public list needs, without names, stays. Words and contact of a report of brokers are ' +
      'erased after {reportsDays, number} days.',
    howLongText:
      'Answers that have not become a booking are erased after 60 minutes without use, and as soon as the ' +
      'booking is made. A ' +
      'NIK is free again after the day of the visit. Past bookings are still kept, encrypted; there is no ' +
      'automatic erasure yet.',
    not: 'What we do not do',
    notText:
      'No cookies, advertising, trackers or data for others. NIKs, names and ticket addresses do not enter the ' +
      'server logs.',
    rights: 'Your rights',
    rightsText:
      'Under Law 27/2022 on personal data protection you may ask to see, correct or restrict the use of your ' +
      'data. Ask the ' +
      'office you chose, with your original identity card.',
  },
}
export default english
