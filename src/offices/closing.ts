import type { DayException, OfficeDefinition } from './definition.ts'
import type { OwnWords } from './shapes.ts'

/** One site on one date: YYYY-MM-DD, the office's own. */
export interface SiteDay {
  siteId: string
  date: string
}

export interface ClosingWanted extends SiteDay {
  /** HH:MM: what begins then or later; without it the whole day. */
  fromHour?: string | undefined
  reason: OwnWords
}

/** What closes this day, or its rest, at this site; undefined: no exception does. */
export function closingOn({ exceptions = [] }: OfficeDefinition, at: SiteDay): DayException | undefined {
  return exceptions.find((one) => isClosingOf(one, at))
}

/** Whether a closing in force leaves nothing of `wanted` to be closed. */
export function coversClosing({ fromHour }: DayException, wanted: Pick<ClosingWanted, 'fromHour'>): boolean {
  return (fromHour ?? '') <= (wanted.fromHour ?? '')
}

/** The definition with this closing in it, in the place of a later one of that day. */
export function withClosing(
  definition: OfficeDefinition,
  { siteId, date, fromHour, reason }: ClosingWanted,
): OfficeDefinition {
  const { exceptions = [] } = withoutClosing(definition, { siteId, date })
  const closing: DayException = { date, kind: 'closed', reason, sites: [siteId], ...(fromHour && { fromHour }) }
  return { ...definition, exceptions: [...exceptions, closing] }
}

/** The definition with this site open on that date; what is closed for other sites stays closed. */
export function withoutClosing(definition: OfficeDefinition, at: SiteDay): OfficeDefinition {
  const { exceptions = [], sites } = definition
  const left = exceptions.flatMap((one): DayException[] => {
    if (!isClosingOf(one, at)) return [one]
    const others = (one.sites ?? sites.map(({ id }) => id)).filter((id) => id !== at.siteId)
    return others.length > 0 ? [{ ...one, sites: others }] : []
  })
  return { ...definition, exceptions: left }
}

function isClosingOf({ kind, date, sites }: DayException, at: SiteDay): boolean {
  return kind === 'closed' && date === at.date && (!sites || sites.includes(at.siteId))
}
