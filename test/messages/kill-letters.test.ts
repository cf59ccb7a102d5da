import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { lose } from '../races/lose.ts'
import { type Arrival, assertArrived, type Killing, openKilling } from './killing.ts'

// Goal: whatever a worker was doing when it was killed, every letter arrives, and twice only
// what nobody could know to have arrived: under the same Message-ID.
// How: real app processes, a real SMTP server that kills who sends to it, at a moment of its
// choice: before the letter, in the middle of it, before its answer, and just after.
const options = { timeout: 240_000 }
const PEOPLE = 40
const contactOf = (i: number) => ({ email: `orang${i}@contoh.id` })
const contacts = Array.from({ length: PEOPLE }, (_, i) => contactOf(i).email)

const moments = ['before', 'within', 'answer', 'after'] as const
type Moment = (typeof moments)[number]

/** From which letter on, as they begin, which moment has its turn: jobs of bookings come first, then reminders. */
const kills: readonly (readonly [from: number, Moment])[] = [
  [4, 'answer'], [12, 'within'], [25, 'after'], [40, 'before'], [60, 'answer'],
]

interface MailServer {
  url: string
  /** Whom to kill, and where letters are kept. */
  of: Killing | undefined
  close(): Promise<void>
}

async function openMailServer(plan: typeof kills): Promise<MailServer> {
  const mail: MailServer = { url: '', of: undefined, close: async () => undefined }
  /** While an app is being replaced nobody else is answered: two at once would leave none. */
  let quiet: Promise<void> = Promise.resolve()
  let begun = 0
  const left = [...plan]
  /** The letter under way that will be the end of who sends it. */
  let fatal: { session: string; moment: Moment } | undefined
  const kill = async (app: string): Promise<void> => {
    await (quiet = mail.of!.kill(app))
    fatal = undefined
  }
  const momentOf = ({ id }: SMTPServerSession): Moment | undefined => (fatal?.session === id ? fatal.moment : undefined)
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom(_, session, done) {
      void quiet.then(async () => {
        const app = session.hostNameAppearsAs
        begun++
        if (!fatal && left[0] && begun >= left[0][0] && !mail.of!.killed.has(app)) {
          fatal = { session: session.id, moment: left.shift()![1] }
        }
        if (momentOf(session) === 'before') await kill(app)
        done()
      })
    },
    onData(stream, session, done) {
      const moment = momentOf(session)
      const app = session.hostNameAppearsAs
      if (moment === 'within') {
        stream.once('data', () => void kill(app))
        return
      }
      text(stream).then(
        async (raw) => {
          mail.of!.arrivals.push(arrivalOf(raw, app))
          if (moment === 'answer') await kill(app)
          done()
          if (moment === 'after') await kill(app)
        },
        () => undefined,
      )
    },
  })
  // Lines of the killed break.
  smtp.on('error', () => undefined)
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  mail.url = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`
  mail.close = () => new Promise((resolve) => smtp.close(() => resolve()))
  return mail
}

function arrivalOf(raw: string, app: string): Arrival {
  const header = (name: string): string =>
    new RegExp(`^${name}: (.*)$`, 'im').exec(raw.slice(0, raw.search(/\r?\n\r?\n/)))?.[1] ?? ''
  const kind = header('subject').startsWith('Besok') ? 'reminder-day' : 'booked'
  return { to: header('to'), kind, id: /<(.*)@giliran>/.exec(header('message-id'))?.[1] ?? '', app }
}

async function play(plan: typeof kills, unguard?: string): Promise<{ again: number; killed: number }> {
  await using endings = new AsyncDisposableStack()
  const mail = await openMailServer(plan)
  endings.defer(mail.close)
  const killing = await openKilling(endings, {
    // By the name that it says in its greeting the server knows which process sends.
    sendsTo: (name) => ({ SMTP_URL: `${mail.url}/?name=${name}` }),
    contactOf,
    ...(unguard && { unguard }),
  })
  mail.of = killing
  await killing.book(PEOPLE)
  await killing.untilTold()
  return { again: assertArrived(killing, contacts), killed: killing.killed.size }
}

test('a worker is killed while it sends, again and again: nothing is lost', options, async () => {
  const { again, killed } = await play(kills)
  assert.equal(killed, kills.length)
  // The two whose answer was lost have arrived before, at the least.
  assert.ok(again >= 2, `only ${again} came again`)
})

/** What is taken in hand looks as if nobody had it. */
const unclaimed = `
  create function unclaim() returns trigger language plpgsql as $$
    begin
      if new.state = 'sending' then new.state := 'waiting'; end if;
      return new;
    end $$;
  create trigger unclaim before update on message for each row execute function unclaim()`

test('lost where a claim keeps nobody off', options, () =>
  lose({ broken: /arrived twice, and no worker had died/, run: async () => void (await play([], unclaimed)) }))
