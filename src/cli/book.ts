import { parse, YAMLParseError } from 'yaml'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { book, bookingBody, formatCode } from '../bookings/index.ts'
import { dates } from '../platform/i18n/index.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Parts } from '../parts.ts'
import { seatsFree } from '../schedule/index.ts'
import { readArguments } from './arguments.ts'
import type { Terminal } from './verbs.ts'
import { readInput, staffActor, withParts } from './with-parts.ts'

/** The API's body; beside `slot`, its start and site do, as people say it at the desk. */
const deskBody = Type.Object(
  {
    ...Type.Omit(bookingBody, ['slot']).properties,
    slot: Type.Optional(Type.String()),
    at: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}$' })),
    site: Type.Optional(Type.String()),
    cardSeen: Type.Optional(Type.Boolean({ description: 'You have seen every card' })),
  },
  { additionalProperties: false },
)

/** Books for somebody at the desk, by the same rules as everybody; the trace says that it was assisted and by whom. */
export async function run(args: string[], terminal: Terminal): Promise<void> {
  const [file] = readArguments(args, { places: ['FILE'] }).places
  const body = readYaml(await readInput(file))
  if (!Value.Check(deskBody, body)) {
    const places = Value.Errors(deskBody, body).map((one) => `${one.instancePath || '/'}: ${one.message}`)
    throw new OperatorError(`the file does not say a booking: ${places.slice(0, 5).join('; ')}`)
  }
  await withParts(terminal, 'book', async (parts) => {
    const slot = body.slot ?? (await slotAt(parts, body))
    const { at: _at, site: _site, locale = 'id', ...party } = body
    const ticket = await book(parts.bookings.deps, { ...party, slot, locale, actor: staffActor() })
    const { timeZone } = parts.offices.get(ticket.officeId)!
    terminal.say(
      `${formatCode(ticket.code)}  ${dates(locale).moment(ticket.slot.startsAt.toZonedDateTimeISO(timeZone))}`,
    )
    terminal.say(`${parts.config.publicUrl ?? ''}/t/${ticket.key}`)
  })
}

function readYaml(text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    // The rest of its message quotes what was written: names and NIKs.
    if (error instanceof YAMLParseError) {
      throw new OperatorError(`the file is not YAML: ${error.code} in line ${error.linePos?.[0].line ?? 1}`)
    }
    throw error
  }
}

/** "2026-12-07 09:00" in the office's time. */
function readAt(at: string): Temporal.PlainDateTime {
  try {
    return Temporal.PlainDateTime.from(at.replace(' ', 'T'))
  } catch (error) {
    if (error instanceof RangeError) throw new OperatorError(`there is no such time as ${at}`)
    throw error
  }
}

async function slotAt(
  parts: Parts,
  { office: officeId, at, site }: { office: string; at?: string; site?: string },
): Promise<string> {
  const office = parts.offices.get(officeId)
  if (!office) throw new OperatorError(`there is no office ${officeId}`)
  if (at === undefined) throw new OperatorError('say the slot, or `at: 2026-12-07 09:00` (and `site`)')
  const startsAt = readAt(at).toZonedDateTime(office.timeZone).toInstant()
  const { slots } = await parts.slots.office(officeId)
  const ofHour = slots.filter(
    (one) => one.channel === 'online' && one.startsAt.equals(startsAt) && (site === undefined || one.siteId === site),
  )
  // Where a draw gives a part of it, an hour is two slots: before the draw's rest is free, its part has no free seat.
  const found = [...Map.groupBy(ofHour, ({ siteId }) => siteId).values()].map(
    (parts) => parts.toSorted((a, b) => seatsFree(b) - seatsFree(a))[0]!,
  )
  if (found.length === 1) return found[0]!.slotId
  if (found.length === 0) throw new OperatorError(`${officeId} has no hour at ${at}`)
  throw new OperatorError(
    `${officeId} has that hour at ${found.map((one) => one.siteId).join(' and ')}: say the site`,
  )
}
