/**
 * What the screens of the day get and send, as JSON: the schemas that the server checks
 * with, and the types that the islands are written against. Instants are RFC 3339 with the
 * office's offset.
 */
import { type Static, Type } from 'typebox'
import { helpKinds, outOfTurnReasons, priorityKinds, sendBackReasons, visitKinds, visitStates } from './model.ts'
import { count, date, id, instant, maybe, noticeTexts, object, text } from './wire-parts.ts'

/** One ticket in the hall. Staff may see it; it names nobody. */
export const visitAnswer = object({
  id,
  number: text,
  kind: Type.Enum([...visitKinds]),
  people: count,
  state: Type.Enum([...visitStates]),
  stage: id,
  appointment: maybe(instant),
  arrivedAt: instant,
  lateMinutes: count,
  priority: maybe(Type.Enum([...priorityKinds])),
  counter: maybe(id),
  calls: count,
  calledAt: maybe(instant),
  startedAt: maybe(instant),
  /** Its holder said on the phone, since it was called, that they need more time. */
  moreTimeAt: maybe(instant),
  /** Place in its stage's queue from 1, and why, in the language asked for; only who waits has them. */
  place: maybe(count),
  why: maybe(text),
  /** Which mark goes with the reason: see `.why` in the staff's stylesheet. */
  whyMark: maybe(Type.Enum(['appointment', 'priority', 'late', 'walk-in', 'ordered'])),
  /** "Paspor baru", "Paspor baru dan ganti paspor". */
  services: text,
  /** Numbers of the others of its party, where each has their own. */
  party: maybe(Type.Array(text)),
})

export const counterAnswer = object({
  id,
  /** What stands over it: "3". */
  name: text,
  state: Type.Enum(['closed', 'open', 'paused']),
  /** Stages it serves now. */
  stages: Type.Array(id),
  /** Stages it may serve. */
  stagesMay: Type.Array(id),
  staffName: maybe(text),
  pausedUntil: maybe(instant),
  visit: maybe(id),
  /** Nothing was heard of its screen for half a minute. */
  silent: Type.Boolean(),
  /** Tickets finished today, and the mean minutes of each person. */
  served: count,
  meanMinutes: maybe(Type.Number()),
  /** The last three that left it, newest first; `what` in the language asked for: "selesai", "berkas kurang". */
  recent: Type.Array(object({ visit: id, number: text, what: text, at: instant })),
})

/** What somebody types for the hall's screens: no control characters and no half characters, which no screen shows. */
const said = Type.String({ maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\ud800-\\udfff]*$' })

/** GET .../floor and each `floor` event: the whole hall as its staff see it. */
export const floorAnswer = object({
  office: id,
  site: id,
  day: date,
  timeZone: text,
  version: count,
  now: instant,
  stages: Type.Array(object({ id, name: text, minutes: Type.Number() })),
  pause: maybe(object({ reason: Type.Enum(['system-down', 'supervisor']), since: instant })),
  notices: Type.Array(noticeTexts),
  counters: Type.Array(counterAnswer),
  /** Everybody in the hall, and those who are done; waiting ones in the order in which they are called. */
  visits: Type.Array(visitAnswer),
  counts: object({
    /** Tickets of today: booked for this site and day, not cancelled. */
    tickets: count,
    notArrived: count,
    late: count,
    waiting: count,
    serving: count,
    finished: count,
    absent: count,
    longestWaitMinutes: count,
  }),
  /** Seats, people present and people finished, by hour of the booked window. */
  hours: Type.Array(object({ start: instant, seats: count, present: count, finished: count })),
  /** What needs somebody's eye, worst first, at most three; `counter` or `visit` says where. */
  alerts: Type.Array(
    object({
      kind: Type.Enum([
        'counter-long', 'counter-silent', 'appointments-behind', 'late-waiting', 'kiosk-help', 'kiosk-printer',
        'displaced',
      ]),
      text,
      detail: text,
      counter: maybe(id),
      visit: maybe(id),
    }),
  ),
})

/** GET .../visits/{visit}: who is on a ticket, for the one who serves it. Names are here and nowhere else. */
export const visitPeopleAnswer = object({
  id,
  number: text,
  code: maybe(text),
  people: Type.Array(
    object({
      position: count,
      name: text,
      /** "3307 0145 •••• 0003" */
      nik: text,
      /** Birth date as the NIK says it, in words; a NIK cannot say the century. */
      born: maybe(text),
      service: text,
      purpose: text,
      state: Type.Enum(['present', 'absent']),
      nikAsPrinted: Type.Boolean(),
      documents: Type.Array(object({ id, name: text })),
    }),
  ),
  companion: maybe(text),
  /** Help wished for, as it was ticked. */
  help: Type.Array(text),
  steps: Type.Array(object({ at: instant, text })),
})

/** GET .../expected?q=: the day list of reception: everybody booked for the day. */
export const expectedAnswer = object({
  version: count,
  now: instant,
  tickets: Type.Array(
    object({
      booking: id,
      code: text,
      appointment: instant,
      /** Name of the first of the party. */
      name: text,
      people: count,
      state: Type.Enum(['not-arrived', 'late', 'arrived', 'cancelled', 'absent', 'finished']),
      lateMinutes: maybe(count),
      arrivedAt: maybe(instant),
      number: maybe(text),
    }),
  ),
})

/** POST .../look-up {q}: a scan, a code, a NIK or a name; what reception compares with the card. */
export const lookUpBody = object({
  q: Type.String({ minLength: 1, maxLength: 200 }),
  /** Only a ticket's QR or code, as the kiosk asks, where nobody looks at cards: no NIK and no name finds anybody. */
  ticketOnly: maybe(Type.Literal(true)),
})
export const lookUpAnswer = object({
  /** More than one only for a name. */
  found: Type.Array(
    object({
      booking: id,
      code: text,
      day: date,
      appointment: instant,
      services: text,
      /** Whether it can check in now, and what to say if not. */
      checkIn: object({
        may: Type.Boolean(),
        /** "16 menit lebih awal", "terlambat 14 menit": always said. */
        when: text,
        /** Why not, and what to do. */
        refusal: maybe(text),
      }),
      people: Type.Array(
        object({
          position: count,
          name: text,
          nik: text,
          born: maybe(text),
          service: text,
          state: Type.Enum(['expected', 'present']),
          nikAsPrinted: Type.Boolean(),
        }),
      ),
      companion: maybe(text),
      /** The number it has already, if it was checked in. */
      number: maybe(text),
      visit: maybe(id),
    }),
  ),
})

/** How a card and the ticket compare: same; a typing error, with the NIK as on the card; somebody else. */
export const cardCheck = object({
  position: Type.Integer({ minimum: 0, maximum: 4 }),
  card: Type.Enum(['same', 'typing-error', 'other-person', 'not-here']),
  nik: maybe(Type.String({ maxLength: 40 })),
})

const nonce = Type.String({
  pattern: '^[A-Za-z0-9_-]{8,64}$',
  description: 'names this scan: sending it again changes nothing',
})
const help = maybe(Type.Array(Type.Enum([...helpKinds]), { maxItems: 5 }))
const priority = maybe(Type.Enum([...priorityKinds]))

/** POST .../check-ins */
export const checkInBody = object({
  booking: Type.String({ format: 'uuid' }),
  people: Type.Array(cardCheck, { minItems: 1, maxItems: 5 }),
  priority,
  help,
  nonce,
  /** When the scan was made, for one that was kept while the network was gone. */
  at: maybe(instant),
  /** The number that was given out while the network was gone: "A-017". */
  number: maybe(Type.String({ pattern: '^[A-Z]-\\d{3}$' })),
})

/** POST .../walk-ins */
export const walkInBody = object({
  people: Type.Array(
    object({
      name: Type.String({ maxLength: 200 }),
      nik: Type.String({ maxLength: 40 }),
      nikAsPrinted: maybe(Type.Boolean()),
      service: id,
      purpose: id,
    }),
    { minItems: 1, maxItems: 5 },
  ),
  priority,
  help,
  nonce,
})

/** POST .../collections: somebody comes for a finished passport. */
export const collectionBody = object({ people: maybe(Type.Integer({ minimum: 1, maximum: 5 })), nonce })
export const collectionAnswer = object({ visit: id, number: text, again: Type.Boolean(), before: count })

/** What check-ins and walk-ins answer with: enough for the slip of 80 mm. */
export const checkedInAnswer = object({
  visit: id,
  number: text,
  kind: Type.Enum([...visitKinds]),
  people: count,
  state: Type.Enum([...visitStates]),
  arrivedAt: instant,
  appointment: maybe(instant),
  /** Tickets before it, and when it is called, as a range. */
  before: count,
  expected: maybe(object({ from: instant, to: instant })),
  /** It had been checked in before: nothing was changed. */
  again: Type.Boolean(),
  /** Numbers of the others of its party, where each has their own. */
  party: maybe(Type.Array(text)),
  slip: text,
})

/** POST .../counters/{counter}/{verb}. */
export const counterVerbs = [
  'open', 'close', 'pause', 'resume', 'next', 'recall', 'start', 'finish', 'finish-next', 'no-show', 'park',
  'transfer', 'send-back', 'call', 'undo', 'seen',
] as const
export const counterBody = object({
  /** open: which stages to serve. */
  stages: maybe(Type.Array(id, { minItems: 1 })),
  /** pause: minutes, or until somebody resumes. */
  minutes: maybe(Type.Integer({ minimum: 1, maximum: 480 })),
  /** finish, finish-next: the next stage; absent: as the journey says; `end`: done for today. */
  to: maybe(id),
  /** transfer: to a counter. */
  counter: maybe(id),
  /** send-back: why; the fair place is kept for today. */
  reason: maybe(Type.Enum([...sendBackReasons])),
  /** call: somebody out of turn, and why. */
  visit: maybe(id),
  outOfTurn: maybe(Type.Enum([...outOfTurnReasons])),
  /**
   * The visit that the screen showed at the counter when the key was pressed. Refused where
   * another is there by now: a key that is pressed again must not finish the next person.
   */
  at: maybe(id),
})

/** Every counter action answers with the counter as it is now and the visit at it. */
export const counterActionAnswer = object({
  version: count,
  counter: counterAnswer,
  visit: maybe(visitAnswer),
  /** `next` found nobody. */
  nobody: maybe(Type.Boolean()),
  /** What `undo` would take back now, in words. */
  undo: maybe(text),
})

/** POST .../hall: pause all calls, resume, set the notices. */
export const hallBody = object({
  pause: maybe(Type.Enum(['system-down', 'supervisor'])),
  resume: maybe(Type.Literal(true)),
  notices: maybe(Type.Array(object({ id: said, en: said }), { maxItems: 6 })),
})

/** POST .../visits/{visit}/{verb}: at the desk. */
/** `split`: each of the party gets a number of their own. */
export const visitVerbs = ['return', 'leave', 'make-priority', 'move-queue', 'split'] as const
export const visitBody = object({ priority, stage: maybe(id) })

/** GET .../day-code: what stands at the door today, for checking in by phone. */
export const dayCodeAnswer = object({ code: text, day: date, now: instant })

/** POST .../kiosk: all that the kiosk wants of staff now. */
export const kioskBody = object({
  /** Somebody pressed "call an officer". */
  help: Type.Boolean(),
  /** The last number that got no paper, while none comes out. */
  noPaperFor: maybe(Type.String({ maxLength: 8 })),
})

export type VisitAnswer = Static<typeof visitAnswer>
export type CounterAnswer = Static<typeof counterAnswer>
export type FloorAnswer = Static<typeof floorAnswer>
export type VisitPeopleAnswer = Static<typeof visitPeopleAnswer>
export type ExpectedAnswer = Static<typeof expectedAnswer>
export type LookUpBody = Static<typeof lookUpBody>
export type LookUpAnswer = Static<typeof lookUpAnswer>
export type CheckInBody = Static<typeof checkInBody>
export type WalkInBody = Static<typeof walkInBody>
export type CollectionBody = Static<typeof collectionBody>
export type CollectionAnswer = Static<typeof collectionAnswer>
export type CheckedInAnswer = Static<typeof checkedInAnswer>
export type CounterVerb = (typeof counterVerbs)[number]
export type CounterBody = Static<typeof counterBody>
export type CounterActionAnswer = Static<typeof counterActionAnswer>
export type HallBody = Static<typeof hallBody>
export type VisitVerb = (typeof visitVerbs)[number]
export type KioskBody = Static<typeof kioskBody>
export type DayCodeAnswer = Static<typeof dayCodeAnswer>
