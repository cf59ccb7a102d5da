import type { FastifyRequest } from 'fastify'
import type { StaffRole } from '../platform/database/index.ts'
import { isApiAddress } from '../platform/http/index.ts'
import { pathsOf } from '../web/index.ts'
import { passOf } from './cookies.ts'
import { staffErrors } from './errors.ts'
import { isAllowed, isOwnOffice, isUnfinished, type StaffAction } from './rules.ts'
import type { Sessions } from './sessions.ts'
import type { StaffAccount, StaffSession } from './store.ts'

/** Somebody of the staff, signed in and through with the first sign-in. */
export interface StaffMember {
  accountId: string
  /** What traces name. */
  name: string
  displayName: string
  role: StaffRole
  /** Ids of the offices it is limited to; headquarters has all. */
  offices: readonly string[] | 'all'
}

interface Wanted {
  /** Without one, being signed in is enough. */
  action?: StaffAction
  /** The office it is to be done at. */
  officeId?: string
  /** A screen asks by itself: nobody has been active by it. */
  isQuiet?: boolean
}

/**
 * Who sends this request, if they may do what is wanted; else the refusal: `not-signed-in`
 * (for a page that is looked at, the way to the sign-in and back) or `not-allowed`.
 */
export type RequireStaff = (request: FastifyRequest, wanted?: Wanted) => Promise<StaffMember>

export function openDoor({ sessions }: { sessions: Pick<Sessions, 'find'> }): RequireStaff {
  return async (request, { action, officeId, isQuiet = false } = {}) => {
    const { account } = await requireSession(sessions, request, { isQuiet })
    if (isUnfinished(account)) throw unfinished(request)
    if (officeId !== undefined && !isOwnOffice(account, officeId)) throw staffErrors.OTHER_OFFICE()
    if (action !== undefined && !isAllowed(account, action)) throw staffErrors.OTHER_ROLE()
    return memberOf(account)
  }
}

/** The session of a request, finished or not. */
export async function requireSession(
  sessions: Pick<Sessions, 'find'>,
  request: FastifyRequest,
  options: { isQuiet?: boolean } = {},
): Promise<StaffSession> {
  const session = await sessions.find(passOf(request), options)
  if (session) return session
  const isLooking = request.method === 'GET' || request.method === 'HEAD'
  const isPage = !isApiAddress(request.raw.url ?? '/')
  if (!isPage || !isLooking) throw staffErrors.NOT_SIGNED_IN()
  const seeOther = pathsOf(request.locale).staffSignIn({ next: request.raw.url ?? '' })
  throw staffErrors.NOT_SIGNED_IN({ seeOther })
}

function unfinished(request: FastifyRequest) {
  return staffErrors.UNFINISHED({ seeOther: pathsOf(request.locale).staffFirst() })
}

export function memberOf({ accountId, name, displayName, role, offices }: StaffAccount): StaffMember {
  return { accountId, name, displayName, role, offices }
}
