export interface Contact {
  /** E.164 with the plus sign. */
  whatsapp?: string
  email?: string
}

export type ContactReading = { ok: true; contact: Contact } | { ok: false; fault: 'not-a-phone' | 'not-an-email' }

const EMAIL_LENGTH_MAX = 254

/** E.164 has at most 15 digits; the shortest Indonesian mobile numbers have 10 with the 62. */
export function readPhone(typed: string): ContactReading {
  const digits = typed.replaceAll(/[\s().\-\u2010-\u2015\u00a0]/gu, '')
  const national = /^0?(8\d{7,12})$/.exec(digits)
  const international = /^(?:\+|00)([1-9]\d{7,14})$/.exec(digits) ?? /^(62\d{8,13})$/.exec(digits)
  const number = national ? `62${national[1]}` : international?.[1]
  return number ? { ok: true, contact: { whatsapp: `+${number}` } } : { ok: false, fault: 'not-a-phone' }
}

/**
 * One mailbox. The form is that of HTML's e-mail field (a practical part of RFC 5322); the
 * domain needs a dot. Whether it is read is for the first message to show.
 */
export function readEmail(typed: string): ContactReading {
  const email = typed.trim()
  const form =
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/
  if (email.length > EMAIL_LENGTH_MAX || !form.test(email)) return { ok: false, fault: 'not-an-email' }
  const at = email.lastIndexOf('@')
  return { ok: true, contact: { email: email.slice(0, at + 1) + email.slice(at + 1).toLowerCase() } }
}

/** The form's single field takes either; what has an @ is an e-mail address. Blank is no contact. */
export function readContact(typed: string): ContactReading {
  if (typed.trim() === '') return { ok: true, contact: {} }
  return typed.includes('@') ? readEmail(typed) : readPhone(typed)
}

/** The one text a contact is looked up by; case does not tell two mailboxes apart here. */
export function contactLookupText(contact: Contact): string | undefined {
  return contact.whatsapp ?? contact.email?.toLowerCase()
}
