import type { Standing, Ticket, VisitDay } from '../bookings/index.ts'
import { Refusal } from '../platform/errors.ts'
import { type Act, nothing } from './acts.ts'
import { leave, visitsOfBooking } from './arrive.ts'
import { changeHall, type Hall, type HallDeps, hallOf } from './change-hall.ts'
import { type Decision, joined } from './hall-change.ts'
import { afterMove } from './journey.ts'
import type { Floor, FloorVisit } from './model.ts'

/**
 * How a ticket stands, by its hall and the numbers that it may have, the newest first. Over it
 * is with its newest number, or with that of one of them where each has their own.
 */
export function standingOf(
  pause: Floor['pause'],
  visits: readonly Pick<FloorVisit, 'state' | 'apart'>[],
): Standing {
  return {
    isOver: visits.some(({ state, apart }, i) => state === 'finished' && (i === 0 || apart !== undefined)),
    isAtCounter: visits.some(({ state }) => state === 'called' || state === 'serving'),
    // A supervisor's pause is a matter of minutes; the national system may be down for the day.
    isHallStopped: pause?.reason === 'system-down',
  }
}

/** What bookings ask of the day, and tell it. */
export function openVisitDay(deps: HallDeps): VisitDay {
  return {
    async standing(ticket) {
      const hall = hallToday(deps, ticket)
      if (!hall) return undefined
      const floor = await deps.floors.floor(hall.key)
      return standingOf(floor.pause, visitsOfBooking({ floor }, ticket.bookingId))
    },
    async changed(before, after, actor) {
      const hall = hallToday(deps, before)
      if (!hall) return
      try {
        const by = actor.kind === 'staff' ? { account: actor.name, name: '' } : undefined
        await changeHall(deps, { hall, by }, (act) => {
          const isLaterToday = after.state === 'booked' && hallToday(deps, after)?.key.siteId === hall.key.siteId
          const decisions = visitsOfBooking(act, before.bookingId)
            .map((visit) => giveUpPlace(act, visit, isLaterToday ? after : undefined))
          return { decision: decisions.reduce(joined, nothing), result: undefined }
        })
      } catch (error) {
        // The hour is changed, whatever the hall says. At worst the number is called in vain.
        if (!(error instanceof Refusal)) throw error
      }
    },
  }
}

/**
 * The number of somebody who takes another hour: over, or set aside until its new hour of
 * today. Who is at a counter is sent on by the counter.
 */
export function giveUpPlace(act: Act, visit: FloorVisit, laterToday: Pick<Ticket, 'slot'> | undefined): Decision {
  const state = afterMove(visit.state, 'postpone')
  if (!state) return nothing
  if (!laterToday) return leave(act, visit).decision
  const startMs = laterToday.slot.startsAt.epochMilliseconds
  const after: FloorVisit = { ...visit, state, appointmentMs: startMs, dueMs: startMs, lateMinutes: 0 }
  return { change: { visits: [after] }, steps: [{ visitId: visit.visitId, kind: 'parked', stage: visit.stage }] }
}

/** The hall of the ticket, if its day is today and its office runs its day with Giliran. */
export function hallToday(deps: Pick<HallDeps, 'offices' | 'clock'>, { officeId, slot }: Ticket): Hall | undefined {
  const office = deps.offices.get(officeId)
  const { day, sites } = office?.definition ?? {}
  if (!office || !day || !sites?.some((one) => one.id === slot.siteId)) return undefined
  const hall = hallOf(deps, officeId, slot.siteId)
  return slot.startsAt.toZonedDateTimeISO(office.timeZone).toPlainDate().toString() === hall.key.day ? hall : undefined
}
