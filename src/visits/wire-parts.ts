import { type TSchema, Type } from 'typebox'

/** What every message between the screens and the server is made of. Nothing else is let through. */
const closed = { additionalProperties: false }
export const object = <T extends Record<string, TSchema>>(properties: T) => Type.Object(properties, closed)
export const maybe = <T extends TSchema>(schema: T) => Type.Optional(schema)
/** RFC 3339, with the office's offset. */
export const instant = Type.String({ format: 'date-time' })
export const date = Type.String({ format: 'date' })
export const text = Type.String()
export const count = Type.Integer({ minimum: 0 })
export const id = Type.String({ minLength: 1, maxLength: 60 })
/** A notice of the hall's screens, in both languages. */
export const noticeTexts = object({ id: Type.String({ maxLength: 200 }), en: Type.String({ maxLength: 200 }) })
