import { type Static, Type } from 'typebox'
import { closed, hour } from './shapes.ts'

/**
 * How an office tells its people: the part `notify` of its definition. Without it, and for
 * all that it leaves out, the usual of src/notify/settings.ts holds.
 */
const channel = Type.Enum(['whatsapp', 'sms', 'email', 'push'])
const sender = Type.Object(
  {
    /** The id of a phone number at the Cloud API. */
    whatsapp: Type.Optional(Type.String({ pattern: '^\\d{5,20}$' })),
    /** Up to 11 letters and digits, or a number. */
    sms: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9 ]{1,11}$|^\\+?\\d{3,15}$' })),
    email: Type.Optional(Type.String({ pattern: '^[^\\r\\n]*[^\\s@<>]+@[^\\s@<>]+>?$', maxLength: 200 })),
  },
  closed,
)
/** Whole rupiah for a message or segment. */
const price = Type.Integer({ minimum: 0, maximum: 100_000 })

export const notifySchema = Type.Object(
  {
    /** Tried in this order; one that is not named is not used. */
    channels: Type.Optional(Type.Array(channel, { maxItems: 4, uniqueItems: true })),
    sender: Type.Optional(sender),
    prices: Type.Optional(
      Type.Object({ whatsapp: Type.Optional(price), sms: Type.Optional(price) }, closed),
    ),
    /** Nothing but what is about this very moment is sent between these hours. */
    quiet: Type.Optional(Type.Object({ from: hour, to: hour }, closed)),
    /** The hours at which people are reminded: the day before, and on the day itself. */
    reminders: Type.Optional(
      Type.Object({ dayBefore: Type.Optional(hour), morning: Type.Optional(hour) }, closed),
    ),
    /** Called soon: with at most so many numbers before. */
    soonBefore: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
    /** To one contact in 24 hours. */
    perContactMax: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  closed,
)

export type NotifyDefinition = Static<typeof notifySchema>
