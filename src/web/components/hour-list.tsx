import { Fragment } from 'preact'
import type { View } from '../view.ts'
import { FieldMessage } from './field.tsx'
import { StateWord } from './state-word.tsx'

/** One arrival window, as a party of a given size finds it. */
export interface HourChoice {
  slot: string
  /** In the office's own zone. */
  start: Temporal.ZonedDateTime
  end: Temporal.ZonedDateTime
  /** Seats that can be given, 0 or more. */
  left: number
  state: 'free' | 'few' | 'full' | 'closed' | 'unreleased' | 'past'
  /** It was free a moment ago, and this person pressed for it. */
  justFull?: boolean
  /** The hour that is held now, while moving. */
  yours?: boolean
  /** Of a closed hour. */
  reason?: string
}

/** The hours of one site; its name is shown where an office has several. */
export interface HourGroup {
  id: string
  name?: string
  address?: string
  hours: readonly HourChoice[]
}

export interface HourListProps {
  view: View
  party: number
  groups: readonly HourGroup[]
  /** The slot that stays chosen. */
  chosen?: string
  error?: string
}

/** The id of an hour's control: errors and "the nearest one" lead to it. */
export const hourId = (slot: string): string => `slot-${slot}`

export const hasRoom = ({ state, yours }: HourChoice): boolean => (state === 'free' || state === 'few') && !yours

/** Hours as one choice. Full ones stay in their place, struck, with the reason. */
export function HourList({ view, party, groups, chosen, error }: HourListProps) {
  return (
    <fieldset class={error ? 'field err' : undefined} aria-describedby={error ? 'slot-error' : undefined}>
      <legend class="sr">{view.t('web.hours.legend')}</legend>
      <FieldMessage name="slot" error={error} />
      {groups.map((group) => (
        <Group key={group.id} view={view} party={party} group={group} chosen={chosen} named={groups.length > 1} />
      ))}
    </fieldset>
  )
}

type GroupProps = Pick<HourListProps, 'view' | 'party' | 'chosen'> & { group: HourGroup; named: boolean }

function Group({ view, party, group, chosen, named }: GroupProps) {
  const heading = `site-${group.id}`
  return (
    <>
      {named && (
        <h2 class="hours-at" id={heading}>
          {group.name}{group.address && <span class="hint">{group.address}</span>}
        </h2>
      )}
      <ul class="hours" aria-labelledby={named ? heading : undefined}>
        {group.hours.map((hour, index) => (
          <Fragment key={hour.slot}>
            <Pause view={view} before={group.hours[index - 1]} after={hour} />
            <li>
              {hasRoom(hour)
                ? <Free view={view} hour={hour} checked={hour.slot === chosen} />
                : <Taken view={view} hour={hour} party={party} />}
            </li>
          </Fragment>
        ))}
      </ul>
    </>
  )
}

/** What lies between two windows is the break. */
function Pause({ view: { t, dates }, before, after }: { view: View; before?: HourChoice; after: HourChoice }) {
  if (!before || Temporal.ZonedDateTime.compare(before.end, after.start) >= 0) return null
  const values = { from: dates.hour(before.end), to: dates.hour(after.start) }
  return <li class="pause">{t('web.hours.pause', values)}</li>
}

function Free({ view: { t, dates }, hour, checked }: { view: View; hour: HourChoice; checked: boolean }) {
  const shape = hour.state === 'few' ? 'few' : 'many'
  return (
    <label class={shape}>
      <input type="radio" id={hourId(hour.slot)} name="slot" value={hour.slot} checked={checked} />
      <b>{dates.hour(hour.start)}</b>
      <StateWord shape={shape}>{t('web.hours.left', { count: hour.left })}</StateWord>
    </label>
  )
}

function Taken({ view, hour, party }: { view: View; hour: HourChoice; party: number }) {
  const isYours = hour.yours ?? false
  const time = view.dates.hour(hour.start)
  return (
    <span class={isYours ? 'x yours' : 'x'}>
      {isYours ? <b>{time}</b> : <s>{time}</s>}
      <StateWord shape={isYours ? 'many' : hour.state === 'full' ? 'full' : 'shut'}>
        {takenText(view, hour, party)}
      </StateWord>
    </span>
  )
}

function takenText({ t }: View, hour: HourChoice, party: number): string {
  if (hour.yours) return t('web.hours.yours')
  if (hour.justFull) return t('web.hours.justFull')
  if (hour.state === 'full' && hour.left > 0) return t('web.hours.tooFew', { left: hour.left, party })
  if (hour.state === 'full') return t('web.hours.full')
  if (hour.state === 'closed') {
    return hour.reason ? t('web.hours.closed', { reason: hour.reason }) : t('web.calendar.closed')
  }
  return t(hour.state === 'unreleased' ? 'web.calendar.list.unreleased' : 'web.hours.past')
}
