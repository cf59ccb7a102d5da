import type { StaffRole } from '../platform/database/index.ts'

/**
 * Who of the staff may do what, and how long they stay signed in.
 *
 *   (none) --password, code--> signed in --60 idle minutes, 12 hours, sign-out,
 *                                          password changed or reset, account closed--> (none)
 *
 * Whose password was made by somebody else, or who has no codes yet, is signed in for the
 * page /staff/first alone.
 */
export const staffRoles = ['reception', 'counter', 'supervisor', 'office-head', 'headquarters'] as const satisfies
  readonly StaffRole[]

export const staffActions = [
  /** Look at a hall with the people in it. */
  'floor.see',
  /** Check in, give numbers, take in who comes without a booking. */
  'floor.checkIn',
  /** Open a counter, or take one over; call, serve, send on; pause and close where one sits. */
  'floor.call',
  /** Pause and close others' counters, set what they serve, pause the hall, call out of turn, notices. */
  'floor.supervise',
  /** Book, move, cancel and print for somebody at the desk. */
  'desk.book',
  /** Let a NIK go after seeing the card. */
  'claim.release',
  /** Excuse a turn that somebody missed, after seeing the card. */
  'noShow.excuse',
  /** Close a day or its rest, with bookings on it. */
  'day.close',
  /** Look at what became of an office's messages, what they cost, and what they say. */
  'figures.see',
  /** Send messages again that no channel took. */
  'messages.resend',
  /** Read what people tell of brokers and of staff who help them. Never for those of an office itself. */
  'brokerReports.read',
  /** Add, close and reset accounts of the office; no screen yet, `giliran staff` does it. */
  'staff.manage',
] as const
export type StaffAction = (typeof staffActions)[number]

const reception = ['floor.see', 'floor.checkIn', 'desk.book', 'claim.release', 'noShow.excuse'] as const
const supervisor = [
  ...reception,
  ...['floor.call', 'floor.supervise', 'day.close', 'figures.see', 'messages.resend'] as const,
] as const

/** The one table of rights. Headquarters is to look at figures of every office, and changes no hall. */
export const actionsOf: Readonly<Record<StaffRole, readonly StaffAction[]>> = {
  reception,
  counter: ['floor.see', 'floor.call'],
  supervisor,
  'office-head': [...supervisor, 'staff.manage'],
  headquarters: ['figures.see', 'brokerReports.read'],
}

/** What rights hang on. `offices`: the ids it is limited to; headquarters has all. */
export interface Rights {
  role: StaffRole
  offices: readonly string[] | 'all'
}

/** Whether somebody with these rights may do it, at that office where one is named. */
export function isAllowed({ role, offices }: Rights, action: StaffAction, officeId?: string): boolean {
  return actionsOf[role].includes(action) && (officeId === undefined || isOwnOffice({ offices }, officeId))
}

export function isOwnOffice({ offices }: Pick<Rights, 'offices'>, officeId: string): boolean {
  return offices === 'all' || offices.includes(officeId)
}

/** A working day with its overtime. Longer leaves a screen open over night; shorter ends in the queue. */
export const SESSION_HOURS_MAX = 12
/** A lunch break. Longer leaves a deserted desk open; shorter signs out who talks to one applicant. */
export const SESSION_IDLE_MINUTES_MAX = 60

export interface SessionTimes {
  beganAt: Temporal.Instant
  seenAt: Temporal.Instant
}

/** Whether the session is over at `now`: at the very end of its hours, or of its idle minutes, it is. */
export function hasEnded({ beganAt, seenAt }: SessionTimes, now: Temporal.Instant): boolean {
  const ends = [beganAt.add({ hours: SESSION_HOURS_MAX }), seenAt.add({ minutes: SESSION_IDLE_MINUTES_MAX })]
  return ends.some((end) => Temporal.Instant.compare(end, now) <= 0)
}

/** How far an account has come with its first sign-in. */
export interface FirstSteps {
  /** The password was made by somebody else. */
  passwordGiven: boolean
  /** Asks for codes at sign-in. */
  hasCodes: boolean
  demonstration: boolean
}

/** Whether the first sign-in is still to be finished: own password, codes. A demonstration wants no codes. */
export function isUnfinished({ passwordGiven, hasCodes, demonstration }: FirstSteps): boolean {
  return passwordGiven || !(hasCodes || demonstration)
}

/** NIST SP 800-63B: length counts, not kinds of characters; above 128 hashing only gets slow. */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const

export type PasswordFault = 'too-short' | 'too-long' | 'same-again'

/** What is wrong with a new password by itself; undefined: nothing. The old one is known as a hash only. */
export function passwordFault(password: string): Exclude<PasswordFault, 'same-again'> | undefined {
  if ([...password].length < PASSWORD_LENGTH.min) return 'too-short'
  return password.length > PASSWORD_LENGTH.max ? 'too-long' : undefined
}

/** Names are typed at a shared desk: short, small letters, nothing that looks alike in another script. */
export const ACCOUNT_NAME_PATTERN = '^[a-z][a-z0-9.-]{1,29}$'
const accountName = new RegExp(ACCOUNT_NAME_PATTERN)

/** An account's name as typed, blanks around it and capitals forgiven; undefined: it cannot be one. */
export function readAccountName(typed: string): string | undefined {
  const name = typed.trim().toLowerCase()
  return accountName.test(name) ? name : undefined
}

const staffPage = /^\/(?:en\/)?staff(?:[/?][\w\-./?=&%:,]*)?$/

/** Where to go after signing in: a page of the staff, never another site; anything else is `otherwise`. */
export function nextPage(asked: string, otherwise: string): string {
  return staffPage.test(asked) && !asked.includes('//') && !asked.includes('..') ? asked : otherwise
}
