import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import ICAL from 'ical.js'
import { SMTPServer } from 'smtp-server'
import { openHouse } from './app.ts'
import { Client, type Held, makePeople, type PartyBody, ticketOf } from './client.ts'
import { untilRows } from './rows.ts'
import { makeSlot, readAgain } from './slots.ts'

// Goal: whoever gave an address has the ticket in the mail, in its language, and nobody's NIK.
// How: a real SMTP server that takes the letters, and refuses some with the address in its words.
const REFUSED = 'ditolak@contoh.id'

/** One letter as it came over SMTP. */
interface Letter {
  to: string[]
  raw: string
  /** Soft line breaks of quoted-printable joined, its escapes read. */
  read: string
}

const waiting: ((letter: Letter) => void)[] = []
const letters: Letter[] = []
/** The next letter that nobody has looked at. */
const nextLetter = (): Promise<Letter> =>
  new Promise((resolve) => {
    const letter = letters.shift()
    if (letter) resolve(letter)
    else waiting.push(resolve)
  })

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo({ address }, _session, done) {
    done(address === REFUSED ? new Error(`<${address}>: no such mailbox here`) : undefined)
  },
  onData(stream, { envelope }, done) {
    void text(stream).then((raw) => {
      const letter = { to: envelope.rcptTo.map(({ address }) => address), raw, read: quotedPrintable(raw) }
      const next = waiting.shift()
      if (next) next(letter)
      else letters.push(letter)
      done()
    })
  },
})
await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))

const house = await openHouse(
  { after },
  {
    jobs: true,
    settings: {
      SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
      MAIL_FROM: 'Giliran <giliran@contoh.go.id>',
      PUBLIC_URL: 'https://giliran.example',
    },
  },
)
after(() => new Promise<void>((resolve) => smtp.close(() => resolve())))
const { database } = house
const client = new Client(house.app.address)

function quotedPrintable(raw: string): string {
  const bytes = raw
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

function headerOf({ raw }: Letter, name: string): string {
  const head = raw.slice(0, raw.search(/\r?\n\r?\n/)).replaceAll(/\r?\n[ \t]+/g, ' ')
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? ''
}

/** The calendar file that a letter brings, as bytes. */
function calendarIn({ raw }: Letter): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)![1]!
  const part = raw.split(`--${boundary}`).find((one) => /^content-type: text\/calendar/im.test(one))
  assert.ok(part, 'a letter without its calendar file')
  const [head, body] = part.split(/\r?\n\r?\n/, 2) as [string, string]
  assert.match(head, /^content-disposition: attachment; filename=giliran-WSB-[0-9A-Z]{3}-[0-9A-Z]{4}\.ics/im)
  const rest = part.slice(head.length + 4)
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  return /quoted-printable/i.test(head) ? quotedPrintable(rest) : rest
}

async function bookWith(contact: PartyBody['contact'], locale?: 'id' | 'en'): Promise<Held & { people: string[] }> {
  const people = makePeople(2)
  const party = { slot: await makeSlot(house), people, contact: contact!, ...(locale && { locale }) }
  const held = await client.held(party)
  return { ...held, people: people.map((one) => one.nik) }
}

/** What a mail of a ticket must hold and must not. */
function assertSound(letter: Letter, held: Held & { people: string[] }, to: string): void {
  assert.deepEqual(letter.to, [to])
  assert.equal(headerOf(letter, 'to'), to)
  assert.equal(headerOf(letter, 'from'), 'Giliran <giliran@contoh.go.id>')
  assert.equal(headerOf(letter, 'auto-submitted'), 'auto-generated')
  assert.ok(letter.read.includes(held.code))
  const all = letter.raw + letter.read + calendarIn(letter)
  for (const nik of held.people) assert.ok(!all.includes(nik), 'a NIK in a letter')
}

test('a booking is mailed in its language, with link, papers and calendar file', async () => {
  const held = await bookWith({ email: 'siti@contoh.id' })
  const letter = await nextLetter()
  assertSound(letter, held, 'siti@contoh.id')
  assert.match(headerOf(letter, 'subject'), /^Giliran Anda Senin, 7 Desember 2026 pukul 06\.00 WIB$/)
  assert.match(letter.read, /Giliran Anda sudah tercatat\./)
  assert.ok(letter.read.includes(`https://giliran.example/t/${held.key}`))
  assert.match(letter.read, /Siti Aminah:\r?\n- KTP elektronik/)
  assert.match(letter.read, /sampai Minggu, 6 Desember 2026 pukul 16\.00 WIB/)
  assert.equal(calendarIn(letter).trim(), (await client.show(held, '/calendar.ics')).text.trim())
  const stop = `https://giliran.example/t/${held.key}/messages`
  assert.equal(headerOf(letter, 'list-unsubscribe'), `<${stop}>`)
  assert.equal(headerOf(letter, 'list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
  assert.ok(letter.read.includes(`Atur atau hentikan pesan seperti ini: ${stop}`))

  const english = await bookWith({ email: 'john@contoh.id' }, 'en')
  const second = await nextLetter()
  assertSound(second, english, 'john@contoh.id')
  assert.equal(headerOf(second, 'subject'), 'Your turn on Monday, 7 December 2026, 06:00 WIB')
  assert.match(second.read, /Your turn is booked\./)
  const calendar = (await client.show(english, '/calendar.ics?locale=en')).text
  assert.equal(calendarIn(second).trim(), calendar.trim())
})

test('a move and a cancellation are mailed as what they are, for the same calendar entry', async () => {
  const held = await bookWith({ email: 'ahmad@contoh.id', whatsapp: '081234567890' })
  const booked = await nextLetter()
  ticketOf(await client.move(held, await makeSlot(house)))
  const moved = await nextLetter()
  ticketOf(await client.cancel(held))
  const cancelled = await nextLetter()
  for (const letter of [booked, moved, cancelled]) assertSound(letter, held, 'ahmad@contoh.id')
  assert.match(headerOf(moved, 'subject'), /^Giliran Anda diubah ke /)
  assert.match(headerOf(cancelled, 'subject'), /sudah dibatalkan$/)
  assert.match(cancelled.read, /Tidak ada sanksi/)
  assert.match(cancelled.raw, /text\/calendar; charset=utf-8; method=CANCEL/)
  const events = [booked, moved, cancelled].map((letter) => {
    const calendar = new ICAL.Component(ICAL.parse(calendarIn(letter).trim()) as [string, unknown[], unknown[]])
    const event = calendar.getFirstSubcomponent('vevent')!
    return ['uid', 'sequence', 'status'].map((name) => String(event.getFirstPropertyValue(name)))
  })
  const [uid] = events[0]!
  assert.deepEqual(events, [
    [uid, '0', 'CONFIRMED'],
    [uid, '1', 'CONFIRMED'],
    [uid, '2', 'CANCELLED'],
  ])
  const ids = [booked, moved, cancelled].map((letter) => headerOf(letter, 'message-id'))
  assert.equal(new Set(ids).size, 3, 'each is a letter of its own to whoever threads mail')
})

test('a move that is not counted is mailed as a move too', async () => {
  const slot = await makeSlot(house)
  const held = await client.held({ slot, people: makePeople(), contact: { email: 'wati@contoh.id' } })
  await nextLetter()
  await database.pool.query(`update slot set closed_reason = 'banjir' where slot_id = $1`, [slot])
  await readAgain(house)
  assert.equal(ticketOf(await client.move(held, await makeSlot(house))).movesLeft, 2)
  const moved = await nextLetter()
  assert.match(headerOf(moved, 'subject'), /^Giliran Anda diubah ke /)
  assert.match(calendarIn(moved), /SEQUENCE:1/)
})

test('no address, no job: a number alone, a repeat and a refusal send nothing', async () => {
  await bookWith({ whatsapp: '081234567891' })
  await bookWith({})
  const contact = { email: 'once@contoh.id' }
  const party = { slot: await makeSlot(house, { seats: 1 }), people: makePeople(), contact }
  const held = await client.held(party, 'once')
  await client.held(party, 'once')
  await client.book({ ...party, people: makePeople() })
  const letter = await nextLetter()
  assert.deepEqual(letter.to, ['once@contoh.id'])
  // The next that comes is that of the next booking: nothing was sent in between.
  const other = await bookWith({ email: 'next@contoh.id' })
  assertSound(await nextLetter(), other, 'next@contoh.id')
  assert.ok(letter.read.includes(held.code))
})

test('a mailbox that is refused costs nobody the booking, and its address stands in no record', async () => {
  const held = await bookWith({ email: REFUSED })
  assert.equal(ticketOf(await client.show(held)).state, 'booked')
  const [dead] = await untilRows<{ reason: string; row: string }>(
    database,
    `select reason, m::text as row from message m where state = 'dead'`,
  )
  assert.equal(dead!.reason, 'refused')
  assert.ok(!dead!.row.includes('contoh.id'))
  assert.match(house.logged(), /"outcome":"refused","detail":"5\d\d"/)
  assert.ok(!house.logged().includes('contoh.id'))
  // The job ends a moment after its message.
  await untilRows(database, 'select 1 where not exists (select from graphile_worker._private_jobs)')
})
