import type { Words } from '../../platform/i18n/catalogue.ts'
import explain from './messages.explain.en.ts'
import type indonesian from './messages.id.ts'

const english: Words<typeof indonesian> = {
  home: {
    title: 'Book your passport visit from home',
    heading: 'Book your passport visit from home, come when it is your turn',
    intro: 'Choose an immigration office, a day and an hour to have your passport papers checked.',
    start: 'Start here',
    take: 'Book a turn',
    office: 'Office or town',
    officeHint: 'Any office will do, whatever your identity card says',
    searchLabel: 'Find an office',
    search: 'Search',
    byProvince: 'See all by province',
    have: 'Have a booking already?',
    haveHint: 'Have the ticket code and the NIK of one of the people ready.',
    open: 'Open a ticket',
    lost: 'Lost the code?',
    firstFree: 'First free day',
    noneFree: 'No day is free yet',
    all: 'All {count} offices',
    fair: 'The same rules for everybody',
    fairText:
      'Seats open at a moment that is announced. One person holds one booking in their own name, and no seat is ' +
      'put on hold. Days that are full are still shown, with the reason. An office that has long had too few seats may ' +
      'announce a draw: entering is free, and nobody has to hurry.',
    direct: 'You may come directly',
    directText:
      'People over 60, people with a disability, pregnant women and children up to 5 need no booking here. Lost ' +
      'or damaged ' +
      'passports are examined at the office too.',
  },
  list: {
    title: 'Choose an office',
    all: 'All immigration offices',
    allIntro: '{count} offices in {provinces} provinces. Any office will do, whatever your identity card says.',
    found: '{count, plural, one {# office} other {# offices}} for "{query}"',
    none: 'No office for "{query}"',
    noneHint: 'Try the name of a town or regency, for example Magelang, or choose from all offices by province.',
    showAll: 'See all offices',
    bookable: 'takes bookings here',
    bookableFirst: 'Already on Giliran',
    notYet: 'does not use Giliran yet',
    markHint: 'Offices without the mark do not use Giliran yet; their page says what you can do.',
    jump: 'Go to a province',
    top: 'Back to top',
  },
  office: {
    firstFree: 'First free day:',
    noneFree: 'No day is free yet. Seats that others cancel show up in the calendar again.',
    take: 'Book at this office',
    about: 'About this office',
    address: 'Address',
    map: 'Map',
    mapWhat: 'of {name}',
    mapTown: 'The point on the map is the town, not the building.',
    phone: 'Telephone',
    hours: 'Arrival hours, {zone}',
    hoursLine: '{days} {spans}',
    pause: 'break {spans}',
    days: '{from} to {to}',
    services: 'Services with a booking',
    direct: 'Come directly',
    area: 'Working area',
    fees: 'Official fees, {source}',
    feesHow: 'Per person, paid by yourself at a bank or an official channel.',
    class: 'Class',
    province: 'Province',
    seats: 'Free seats',
    seatsHint: 'Only to look at. You choose the day and hour when your answers are ready, in steps 4 and 5.',
    nearby: 'Need it sooner?',
    nearbyNotYet: 'Nearest offices that use Giliran',
    nearbyItem: '{name}, {km} km from this office',
    nearbyFree: 'First free day: {day}',
    otherOffice: 'Choose another office',
    source: 'Source: {source}.',
    fromList: 'public list of 125 offices, 2019 to 2021',
    fromApproval: 'approval by the ministry, 4 November 2025',
  },
  ...explain,
}
export default english
