import type { FieldFault } from '../platform/errors.ts'
import type { Locale } from '../platform/i18n/index.ts'
import type { Catalogue, OfferedService, Office } from '../offices/index.ts'
import {
  type Contact,
  contactMessage,
  nameMessage,
  nikMessage,
  readEmail,
  readName,
  readNik,
  readPhone,
} from '../people/index.ts'
import { isChildAlone, PARTY_MAX } from './rules.ts'

/** One applicant as typed or sent. */
export interface PersonInput {
  name: string
  nik: string
  /** "It stands so on the card": takes a NIK whose birth date cannot be. */
  nikAsPrinted?: boolean
  service: string
  purpose: string
}

export interface PartyInput {
  people: PersonInput[]
  /** Comes along and makes no passport: no seat, no NIK. */
  companion?: { name?: string }
  contact?: { whatsapp?: string; email?: string }
}

export interface CheckedPerson {
  name: string
  /** 16 digits. */
  nik: string
  nikAsPrinted: boolean
  service: OfferedService
  purposeId: string
}

export interface CheckedParty {
  people: CheckedPerson[]
  companion: { name?: string } | undefined
  contact: Contact
}

export type PartyCheck =
  | { ok: true; party: CheckedParty }
  /** `twice`: the only fault is one person named twice, which has a refusal of its own. */
  | { ok: false; faults: FieldFault[]; twice: boolean }

/**
 * Checks a party against what an office offers; all faults at once, in the order of the
 * fields. Pointers are those of the API's body: `/people/1/nik`, `/contact/email`.
 */
export function checkParty(
  input: PartyInput,
  { office, catalogue }: { office: Office; catalogue: Catalogue },
): PartyCheck {
  const faults: FieldFault[] = []
  if (input.people.length < 1 || input.people.length > PARTY_MAX) {
    faults.push({ pointer: '/people', code: 'party-size', say: 'bookings.errors.partyTooLarge' })
    return { ok: false, faults, twice: false }
  }
  const people = input.people.map((person, i) => checkPerson(person, `/people/${i}`, { office, catalogue, faults }))
  const companion = checkCompanion(input.companion, faults)
  const contact = checkContact(input.contact, faults)
  const othersFaulty = faults.length > 0
  const twice = namedTwice(people)
  for (const i of twice) {
    faults.push({ pointer: `/people/${i}/nik`, code: 'same-person-twice', say: 'bookings.errors.samePersonTwice' })
  }
  const whole = people.filter((one) => one !== undefined)
  if (whole.length === people.length && isChildAlone(whole.map((one) => one.service.age), companion !== undefined)) {
    faults.push({ pointer: '/companion', code: 'child-alone', say: 'bookings.errors.childAlone' })
  }
  if (faults.length > 0)
    return { ok: false, faults, twice: twice.length > 0 && !othersFaulty && faults.length === twice.length }
  return { ok: true, party: { people: whole, companion, contact } }
}

/** Services of a party that are not given at a site. */
export function otherSiteFaults({ people }: Pick<CheckedParty, 'people'>, siteId: string): FieldFault[] {
  return people.flatMap(({ service }, i) =>
    service.siteIds.includes(siteId)
      ? []
      : [{ pointer: `/people/${i}/service`, code: 'service-not-at-site', say: 'bookings.errors.serviceNotAtSite' }],
  )
}

interface PersonCheck {
  office: Office
  catalogue: Catalogue
  faults: FieldFault[]
}

function checkPerson(person: PersonInput, at: string, check: PersonCheck): CheckedPerson | undefined {
  const { office, catalogue, faults } = check
  const before = faults.length
  const name = readName(person.name)
  if (!name.ok) faults.push({ pointer: `${at}/name`, ...nameMessage(name.fault) })
  const nik = readNik(person.nik, { asPrinted: person.nikAsPrinted ?? false })
  if (!nik.ok) faults.push({ pointer: `${at}/nik`, ...nikMessage(nik) })
  const service = office.services.find((one) => one.id === person.service)
  if (!service) {
    const say = person.service === '' ? 'bookings.errors.serviceMissing' : 'bookings.errors.serviceUnknown'
    faults.push({ pointer: `${at}/service`, code: 'service-unknown', say })
  } else if (!service.bookable) {
    const values = (locale: Locale) => ({ reason: service.reason?.[locale] ?? '' })
    faults.push({
      pointer: `${at}/service`,
      code: 'service-not-bookable',
      say: 'bookings.errors.serviceNotBookable',
      values,
    })
  }
  if (!catalogue.purposes.some((one) => one.id === person.purpose)) {
    const say = person.purpose === '' ? 'bookings.errors.purposeMissing' : 'bookings.errors.purposeUnknown'
    faults.push({ pointer: `${at}/purpose`, code: 'purpose-unknown', say })
  }
  if (faults.length > before || !name.ok || !nik.ok || !service) return undefined
  return { name: name.name, nik: nik.nik, nikAsPrinted: nik.impossibleDate, service, purposeId: person.purpose }
}

function checkCompanion(companion: PartyInput['companion'], faults: FieldFault[]): CheckedParty['companion'] {
  if (!companion) return undefined
  if (companion.name === undefined || companion.name.trim() === '') return {}
  const name = readName(companion.name)
  if (name.ok) return { name: name.name }
  faults.push({ pointer: '/companion/name', ...nameMessage(name.fault) })
  return {}
}

function checkContact(input: PartyInput['contact'], faults: FieldFault[]): Contact {
  const contact: Contact = {}
  if (input?.whatsapp !== undefined && input.whatsapp.trim() !== '') {
    const phone = readPhone(input.whatsapp)
    if (phone.ok) contact.whatsapp = phone.contact.whatsapp!
    else faults.push({ pointer: '/contact/whatsapp', ...contactMessage(phone.fault) })
  }
  if (input?.email !== undefined && input.email.trim() !== '') {
    const email = readEmail(input.email)
    if (email.ok) contact.email = email.contact.email!
    else faults.push({ pointer: '/contact/email', ...contactMessage(email.fault) })
  }
  return contact
}

/** Positions of those who were named before in the same party. */
function namedTwice(people: (CheckedPerson | undefined)[]): number[] {
  const seen = new Set<string>()
  return people.flatMap((one, i) => {
    if (!one) return []
    if (seen.has(one.nik)) return [i]
    seen.add(one.nik)
    return []
  })
}
