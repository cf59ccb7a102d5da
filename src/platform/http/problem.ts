import { type FieldFault, type ProblemType, problemTypes, type Refusal } from '../errors.ts'
import type { Translate } from '../i18n/index.ts'

/** A problem document (RFC 9457) as it goes over the wire; further members by type. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  errors?: { pointer: string; code: string; detail: string; in?: string }[]
}

export const isProblemType = (name: string): name is ProblemType => Object.hasOwn(problemTypes, name)

/** What the error page of the site is made from; `type` is the name without its path. */
export interface ProblemView {
  type: ProblemType
  status: number
  title: string
  detail: string
  retryAfterSeconds: number | undefined
}

export function problemView(refusal: Refusal, t: Translate): ProblemView {
  return {
    type: refusal.type,
    status: refusal.status,
    title: t(`platform.problems.${refusal.type}.title`),
    detail: t(refusal.say, refusal.extras.values),
    retryAfterSeconds: refusal.extras.retryAfterSeconds,
  }
}

/**
 * The problem document of a refusal, in one language. Members of its own never hide the
 * five of the standard. `errors` stands there only when fields are at fault.
 */
export function problemOf(refusal: Refusal, t: Translate): Problem {
  const { faults, members } = refusal.extras
  const { type, status, title, detail } = problemView(refusal, t)
  const problem: Problem = { ...members, type: `/problems/${type}`, title, status, detail }
  if (faults?.length) problem.errors = faults.map((fault) => errorOf(fault, t))
  return problem
}

function errorOf(fault: FieldFault, t: Translate): NonNullable<Problem['errors']>[number] {
  const { pointer, code } = fault
  return { pointer, code, detail: t(fault.say, fault.values) }
}
