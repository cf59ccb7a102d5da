import { h, type JSX } from 'preact'
import type { Office } from '../../offices/index.ts'
import type { Choice, View } from '../../web/index.ts'
import type { Draw } from '../model.ts'
import { type DrawSlot, type Wish, wishTakes } from '../wishes.ts'

/** The moments of a draw as they are said: "Selasa, 1 Desember 2026 pukul 16.00 WIB". */
export interface DrawWhen {
  opens: string
  closes: string
  draws: string
  instant: string
}

export function whenOf({ dates }: View, draw: Draw, { timeZone }: Pick<Office, 'timeZone'>): DrawWhen {
  const say = (at: Temporal.Instant): string => dates.moment(at.toZonedDateTimeISO(timeZone))
  return {
    opens: say(draw.opensAt),
    closes: say(draw.closesAt),
    draws: say(draw.drawsAt),
    instant: say(draw.instantAt),
  }
}

/** "14 sampai 18 Desember 2026" */
export function daysText({ t, dates }: View, { from, to }: { from: string; to: string }): string {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)]
  if (first.equals(last)) return dates.day(first)
  return t('draws.pages.days', { from: dates.day(first), to: dates.day(last) })
}

/** A wish as it is typed: "kantor 2026-12-14" and a part, '' for any hour. */
export interface WishTyped {
  day: string
  part: string
}

export interface WishChoices {
  days: Choice[]
  parts: Choice[]
}

type SiteName = (id: string) => string | undefined

/**
 * Days of the draw, each at each site, and the parts that some day has. One that not every day has
 * says which have it: without script the two fields cannot follow each other.
 */
export function wishChoices(
  view: View,
  { slots, siteName }: { slots: readonly DrawSlot[]; siteName: SiteName },
): WishChoices {
  const { t, dates } = view
  const days = new Map(slots.map((slot) => [dayValue(slot), slot]))
  const partOf = (part: string, label: string): Choice[] => {
    const having = new Set(slots.filter((slot) => wishTakes({ ...slot, part }, slot)).map(dayValue))
    if (having.size === 0) return []
    if (having.size === days.size) return [{ value: part, label }]
    const isOnFew = having.size * 2 <= days.size
    const named = [...days].flatMap(([day, slot]) => (having.has(day) === isOnFew ? [slot] : []))
    const words = { part: label, days: daysWords(view, named, { all: [...days.values()], siteName }) }
    return [{ value: part, label: t(`draws.pages.wishes.${isOnFew ? 'onlyOn' : 'notOn'}`, words) }]
  }
  const hours = [...new Set(slots.map(({ start }) => start))].toSorted()
  return {
    days: [...days].map(([value, slot]) => ({ value, label: dayWords(view, slot, siteName) })),
    parts: [
      ...(['morning', 'afternoon'] as const).flatMap((part) => partOf(part, t(`draws.pages.wishes.${part}`))),
      ...hours.flatMap((hour) => partOf(hour, dates.hour(Temporal.PlainTime.from(hour)))),
    ],
  }
}

const dayValue = ({ site, date }: Pick<DrawSlot, 'site' | 'date'>): string => `${site} ${date}`

function dayWords({ dates }: View, { site, date }: Pick<DrawSlot, 'site' | 'date'>, siteName: SiteName): string {
  const name = siteName(site)
  const day = dates.day(Temporal.PlainDate.from(date))
  return name === undefined ? day : `${day}, ${name}`
}

/** "Jumat" where these are all the Fridays of the draw, at every site; else day by day. */
function daysWords(
  view: View,
  some: readonly DrawSlot[],
  { all, siteName }: { all: readonly DrawSlot[]; siteName: SiteName },
): string {
  const weekdayOf = ({ date }: DrawSlot): number => Temporal.PlainDate.from(date).dayOfWeek
  const weekdays = new Set(some.map(weekdayOf))
  const areWhole = all.filter((slot) => weekdays.has(weekdayOf(slot))).length === some.length
  const words = areWhole
    ? [...weekdays].toSorted((a, b) => a - b).map((weekday) => view.dates.weekday(weekday, 'long'))
    : some.map((slot) => dayWords(view, slot, siteName))
  return new Intl.ListFormat(view.locale, { type: 'conjunction' }).format(words)
}

export const typedOf = ({ site, date, part }: Wish): WishTyped => ({
  day: `${site} ${date}`,
  part: part === 'any' ? '' : part,
})

/** Wishes of what was typed, without the empty ones, and the rank that each was typed at. */
export function wishesOf(typed: readonly WishTyped[]): { wishes: Wish[]; ranks: number[] } {
  const ranks: number[] = []
  const wishes = typed.flatMap(({ day, part }, rank): Wish[] => {
    if (day === '') return []
    ranks.push(rank)
    const [site = '', date = ''] = day.split(' ')
    return [{ site, date, part: part === '' ? 'any' : part }]
  })
  return { wishes, ranks }
}

/** "Senin, 14 Desember 2026, pagi" */
export function wishWords(
  { t, dates }: View,
  { site, date, part }: Wish,
  siteName: (id: string) => string | undefined,
): string {
  const parts = [dates.day(Temporal.PlainDate.from(date))]
  if (part === 'morning' || part === 'afternoon') parts.push(t(`draws.pages.wishes.${part}`))
  else if (part !== 'any') parts.push(t('draws.pages.wishes.hour', { hour: dates.hour(Temporal.PlainTime.from(part)) }))
  const name = siteName(site)
  if (name !== undefined) parts.push(name)
  return parts.join(', ')
}

export function wishLines(wishes: readonly string[]): JSX.Element {
  return h('ol', null, ...wishes.map((words) => h('li', { key: words }, words)))
}

/** Names a site only where it is not the office's first. */
export const siteNames = ({ definition }: Pick<Office, 'definition'>) => (id: string): string | undefined => {
  const [first, ...others] = definition?.sites ?? []
  return first?.id === id ? undefined : others.find((site) => site.id === id)?.name
}

/** 64 hexadecimal digits in groups of eight, as on the result's page. */
export const grouped = (hex: string): string => hex.match(/.{1,8}/g)?.join(' ') ?? ''
