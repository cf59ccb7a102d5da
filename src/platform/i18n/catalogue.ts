/**
 * All that is said on screen, feature by feature. Each feature keeps its sentences beside
 * its code in messages.id.ts and messages.en.ts; English has the type of Indonesian, so a
 * key that one of the two lacks does not compile. These are words, not code: importing
 * them here is the one arrow from platform to features.
 */
import platformEn from './messages.en.ts'
import platformId from './messages.id.ts'
import webEn from '../../web/messages.en.ts'
import webId from '../../web/messages.id.ts'
import officesEn from '../../offices/messages.en.ts'
import officesId from '../../offices/messages.id.ts'
import peopleEn from '../../people/messages.en.ts'
import peopleId from '../../people/messages.id.ts'
import staffEn from '../../staff/messages.en.ts'
import staffId from '../../staff/messages.id.ts'
import scheduleEn from '../../schedule/messages.en.ts'
import scheduleId from '../../schedule/messages.id.ts'
import bookingsEn from '../../bookings/messages.en.ts'
import bookingsId from '../../bookings/messages.id.ts'
import visitsEn from '../../visits/messages.en.ts'
import visitsId from '../../visits/messages.id.ts'
import notifyEn from '../../notify/messages.en.ts'
import notifyId from '../../notify/messages.id.ts'
import surveysEn from '../../surveys/messages.en.ts'
import surveysId from '../../surveys/messages.id.ts'
import transparencyEn from '../../transparency/messages.en.ts'
import transparencyId from '../../transparency/messages.id.ts'
import complaintsEn from '../../complaints/messages.en.ts'
import complaintsId from '../../complaints/messages.id.ts'
import drawsEn from '../../draws/messages.en.ts'
import drawsId from '../../draws/messages.id.ts'
import reportsEn from '../../reports/messages.en.ts'
import reportsId from '../../reports/messages.id.ts'
import simulateEn from '../../simulate/messages.en.ts'
import simulateId from '../../simulate/messages.id.ts'

export const indonesian = {
  platform: platformId,
  web: webId,
  offices: officesId,
  people: peopleId,
  staff: staffId,
  schedule: scheduleId,
  bookings: bookingsId,
  visits: visitsId,
  notify: notifyId,
  surveys: surveysId,
  transparency: transparencyId,
  complaints: complaintsId,
  draws: drawsId,
  reports: reportsId,
  simulate: simulateId,
}

/** Same keys, any words. */
export type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> }

export const english: Words<typeof indonesian> = {
  platform: platformEn,
  web: webEn,
  offices: officesEn,
  people: peopleEn,
  staff: staffEn,
  schedule: scheduleEn,
  bookings: bookingsEn,
  visits: visitsEn,
  notify: notifyEn,
  surveys: surveysEn,
  transparency: transparencyEn,
  complaints: complaintsEn,
  draws: drawsEn,
  reports: reportsEn,
  simulate: simulateEn,
}
