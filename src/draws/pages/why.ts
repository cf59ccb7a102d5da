import { type Catalogue, type DrawPolicy, type Office, wordsIn } from '../../offices/index.ts'
import { type Demand, DEMAND_DAYS_MIN } from '../../schedule/index.ts'
import type { View } from '../../web/index.ts'
import { daysText } from './words.ts'

/** Why, where and for whom an office gives days by draw, in sentences that everybody reads alike. */
export interface DrawWhy {
  reason: string
  /** Figures with their span. */
  demand: string
  /** How they came about: counted here, or the office's own. */
  basis: string
  announced: string
  /** For which days, and what holds before and after. */
  holds: string
  /** At which sites, and how the others give theirs. */
  where: string
  /** Which services, and what is left to the others; undefined: all may enter. */
  whom: string | undefined
}

export interface WhyFacts {
  office: Pick<Office, 'definition'>
  policy: DrawPolicy
  /** Counted when it was announced; undefined: it never was, as in a demonstration. */
  demand: Demand | undefined
  catalogue: Pick<Catalogue, 'services'>
}

export function whyOf(view: View, facts: WhyFacts): DrawWhy {
  const { policy } = facts
  const { t, dates, locale } = view
  const announcedOn = Temporal.PlainDate.from(policy.announcedOn)
  const opens = Temporal.PlainDate.from(policy.opens.slice(0, 10))
  return {
    reason: wordsIn(policy.reason, locale),
    ...demandTexts(view, facts),
    announced: t('draws.pages.why.announced', {
      day: dates.day(announcedOn),
      days: announcedOn.until(opens).days,
    }),
    holds: t('draws.pages.why.holds', { days: daysText(view, policy) }),
    where: whereText(view, facts),
    whom: whomText(view, facts),
  }
}

/** The figures as a line of text among others. */
export function demandLine({ t }: Pick<View, 't'>, { demand, basis }: DrawWhy): string {
  return basis === '' ? demand : `${t('draws.pages.why.demand')}: ${demand} ${basis}`
}

/** The reason as a whole sentence. */
export const reasonLine = ({ reason }: DrawWhy): string => `${reason.replace(/[\s.]+$/, '')}.`

/** By what the office was let draw: its own count, else the figures that it stated. */
function demandTexts(
  view: View,
  { policy: { demand: said }, demand: counted }: WhyFacts,
): Pick<DrawWhy, 'demand' | 'basis'> {
  const { t } = view
  const span = daysText(view, said)
  if (counted && counted.days >= DEMAND_DAYS_MIN) {
    const { days, daysFull, seats, taken, hoursToFill } = counted
    const hours = hoursToFill === null ? '' : `${t('draws.pages.why.hours', { hours: hoursToFill })} `
    return {
      demand: t('draws.pages.why.counted', { span, days, full: daysFull, seats, taken }),
      basis: `${hours}${t('draws.pages.why.source')}`,
    }
  }
  if (!said.stated) return { demand: t('draws.pages.why.noFigures'), basis: '' }
  const { people, seats, source } = said.stated
  return {
    demand: t('draws.pages.why.stated', { span, people, seats }),
    basis: t('draws.pages.why.statedBy', { source: wordsIn(source, t.locale) }),
  }
}

function whereText({ t }: View, { office: { definition }, policy }: WhyFacts): string {
  const all = definition?.sites ?? []
  const own = all.filter(({ id }) => !policy.sites || policy.sites.includes(id))
  const others = all.filter((site) => !own.includes(site))
  if (others.length === 0) return t('draws.pages.why.everywhere', { sites: listed(t, own) })
  const isDrawn = (siteId: string): boolean =>
    (definition?.draws ?? []).some(
      ({ id, from, to, sites }) =>
        id !== policy.id && from <= policy.to && policy.from <= to && (!sites || sites.includes(siteId)),
    )
  const [drawn, atOnce] = [others.filter(({ id }) => isDrawn(id)), others.filter(({ id }) => !isDrawn(id))]
  return [
    t('draws.pages.why.only', { sites: listed(t, own) }),
    ...(atOnce.length > 0 ? [t('draws.pages.why.elsewhere', { sites: listed(t, atOnce) })] : []),
    ...(drawn.length > 0 ? [t('draws.pages.why.otherDraw', { sites: listed(t, drawn) })] : []),
  ].join(' ')
}

function whomText({ t, locale }: View, { policy: { services, seats }, catalogue }: WhyFacts): string | undefined {
  if (!services) return undefined
  const named = catalogue.services
    .filter(({ id }) => services.includes(id))
    .map(({ name }) => ({ name: name[locale] }))
  const percent = seats?.percent ?? 100
  const say = percent < 100 ? 'draws.pages.why.some' : 'draws.pages.why.someAll'
  return t(say, { services: listed(t, named), percent })
}

const listed = (t: View['t'], named: readonly { name: string }[]): string =>
  new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(named.map(({ name }) => name))
