import { type Static, Type } from 'typebox'
import { closed, hour, id, texts } from './shapes.ts'

/**
 * How an office runs the visit day: the part `day` of its definition. Without it the office
 * gives hours and does not run its halls with Giliran.
 */
const letter = Type.String({ pattern: '^[A-Z]$', description: 'one letter, A to Z' })

const stage = Type.Object(
  {
    id,
    name: texts,
    /** Planning figure, minutes for one person; what is measured takes its place as the day goes on. */
    minutes: Type.Number({ minimum: 0.5, maximum: 240 }),
  },
  closed,
)

const counter = Type.Object(
  {
    id,
    site: id,
    /** What stands over it: "3". */
    name: Type.String({ minLength: 1, maxLength: 12 }),
    /** Where it is: "lantai 1, kiri pintu masuk". */
    place: Type.Optional(texts),
    /** Stages that can be served here. */
    stages: Type.Array(id, { minItems: 1 }),
  },
  closed,
)

const minutes = (maximum: number) => Type.Integer({ minimum: 0, maximum })

export const daySchema = Type.Object(
  {
    stages: Type.Array(stage, { minItems: 1, maxItems: 8 }),
    /**
     * Which stages a service goes through, in order. The first that names it counts; one
     * without services is for the rest.
     */
    journeys: Type.Array(
      Type.Object(
        { services: Type.Optional(Type.Array(id, { minItems: 1 })), stages: Type.Array(id, { minItems: 1 }) },
        closed,
      ),
      { minItems: 1 },
    ),
    /** The stage of a later day at which the passport is handed over. */
    collectionStage: Type.Optional(id),
    /** What a hall number begins with. */
    letters: Type.Object({ appointment: letter, priority: letter, walkIn: letter, collection: letter }, closed),
    counters: Type.Array(counter, { minItems: 1, maxItems: 200 }),
    checkIn: Type.Object(
      {
        /** So long before the booked window one can check in. */
        earlyMinutesMax: minutes(480),
        /** So long after the end of the window one still counts as in time. */
        graceMinutes: minutes(120),
        /** Until this hour late people are slotted in. */
        lateUntil: hour,
      },
      closed,
    ),
    order: Type.Object(
      {
        /** One of the priority queue after so many others. */
        priorityAfter: Type.Integer({ minimum: 1, maximum: 20 }),
        /** One walk-in after so many appointments, while appointments that are due wait. */
        walkInAfter: Type.Integer({ minimum: 1, maximum: 50 }),
        /** Who has waited so long past the fair place goes next. */
        waitMinutesMax: Type.Integer({ minimum: 10, maximum: 480 }),
      },
      closed,
    ),
    noShow: Type.Object(
      {
        /** Called so often, and so long ago, before anybody counts as not come. */
        callsMin: Type.Integer({ minimum: 1, maximum: 10 }),
        minutesMin: minutes(60),
      },
      closed,
    ),
    priority: Type.Object(
      {
        elderlyFromAge: Type.Integer({ minimum: 50, maximum: 100 }),
        smallChildUpToAge: Type.Integer({ minimum: 0, maximum: 12 }),
      },
      closed,
    ),
    /**
     * The draw at the door, for people without a booking. They are listed from `opens` on and
     * share the seats of the day by a draw at `drawAt`; without it the first to come has the first seat.
     */
    door: Type.Optional(Type.Object({ opens: hour, drawAt: hour }, closed)),
    /** Notices of the display at the start of each day. */
    notices: Type.Optional(Type.Array(texts, { maxItems: 6 })),
  },
  closed,
)

export type DayDefinition = Static<typeof daySchema>
