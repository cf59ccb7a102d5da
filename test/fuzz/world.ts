import { makeVapidKeys } from '../../src/notify/index.ts'
import { countDays } from '../../src/reports/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import type { ApiDocument } from '../../src/platform/http/index.ts'
import type { Afterwards } from '../../src/platform/database/testing.ts'
import { openHouse, openOffice, releaseHour, type TestHouse, testNow } from '../api/app.ts'
import { Client, type Held, makePeople } from '../api/client.ts'
import { makeSlot } from '../api/slots.ts'
import { makePhone } from '../messages/push-service.ts'
import { openStaffMember, type StaffHeld } from '../api/staff.ts'
import { giveByDraw, testPolicy } from '../drawn-office.ts'
import { drawnOffice, laterPolicy, openDraw } from './draw-scenarios.ts'
import { type LivingHall, openHall } from './hall.ts'
import { smsSettings } from '../messages/sms-gateway.ts'
import { whatsappSettings } from '../messages/whatsapp-gateway.ts'
import { openSender, type Sender } from './http.ts'
import { RECORDED } from './page-requests.ts'
import type { Known } from './values.ts'

/** A started app with something in it to find, to change and to run into. */
export interface World {
  house: TestHouse
  client: Client
  sender: Sender
  document: ApiDocument
  /** In which everybody finds room. */
  slot: string
  slots: Record<'full' | 'past' | 'closed' | 'unreleased' | 'priority' | 'elsewhere', string>
  tickets: Held[]
  /** Head of the office: may do all that can be done there. */
  head: StaffHeld
  /** Where people are served today. */
  hall: LivingHall
  /** What goes together, one for each ticket. */
  knowns: Known[]
}

/** Enough that most changes meet a ticket that others have left as it was. */
const TICKETS = 40
/** Of people who hold no ticket yet; not those that `makePeople` hands out. */
const NIKS = 4_000
const FIRST_NIK = 100_000

export async function openWorld(afterwards: Afterwards): Promise<World> {
  // Jobs do not run, so nobody asks the gateways anything. Without a mail server nothing reaches a mailbox.
  const nobody = 'http://127.0.0.1:1'
  const gateways = { ...whatsappSettings, ...smsSettings, WHATSAPP_URL: nobody, SMS_URL: nobody }
  const { publicKey, privateKey } = makeVapidKeys()
  const vapid = { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: 'mailto:a@contoh.id' }
  const house = await openHouse(afterwards, { settings: { ...gateways, ...vapid } })
  await openOffice(house, 'jayapura')
  await giveByDraw(house, { office: drawnOffice, draws: [testPolicy, laterPolicy] })
  const client = new Client(house.app.address)
  const sender = openSender(house.app.address)
  afterwards.after(async () => sender.close())
  const response = await fetch(`${house.app.address}/api/v1/openapi.json`)
  const document = (await response.json()) as ApiDocument
  const [slot, other] = [await makeSlot(house, { seats: 9_000 }), await makeSlot(house, { seats: 9_000 })]
  const slots = {
    full: await makeSlot(house, { seats: 0 }),
    past: await makeSlot(house, { startsAt: testNow.add({ minutes: 61 }) }),
    closed: await makeSlot(house, { closedReason: 'banjir' }),
    unreleased: await makeSlot(house, { opensAt: releaseHour }),
    priority: await makeSlot(house, { channel: 'priority' }),
    elsewhere: await makeSlot(house, { office: 'jayapura' }),
  }
  const tickets: Held[] = []
  while (tickets.length < TICKETS) {
    tickets.push(await client.held({ slot, people: makePeople(1 + (tickets.length % 3)) }))
  }
  await makeRecords(house)
  const head = await openStaffMember(house.app, 'office-head')
  const hall = await openHall(house)
  const ofAll = knownToAll([...Array.from({ length: 12 }, (_, i) => (i % 2 ? slot : other)), ...Object.values(slots)])
  const knowns = tickets.map(({ code, key, nik }) => ({
    ...ofAll,
    code: [code, code, code, code.toLowerCase(), code.replaceAll('-', '')],
    authorization: [`Bearer ${key}`, `Bearer ${key}`, `Bearer ${key}`, `bearer ${key}`, `Bearer ${head.token}`],
    name: [head.name],
    password: [head.password],
    totp: [...head.backupCodes, '000000'],
    nik: [nik, nik, nik, nik.replaceAll(/(....)/g, '$1 ')],
    'people/nik': [...ofAll['people/nik']!, nik],
  }))
  const inHall = { ...hall, knowns: hall.knowns.map((one) => ({ ...ofAll, ...one })) }
  return { house, client, sender, document, slot, slots, tickets, head, hall: inHall, knowns }
}

/** Days that are over, each with an hour that nobody took. */
async function makeRecords(house: TestHouse): Promise<void> {
  for (const day of [RECORDED.day, `${RECORDED.month}-15`]) {
    await makeSlot(house, { startsAt: Temporal.Instant.from(`${day}T09:00:00+07:00`) })
  }
  await countDays(house.app)
}

function knownToAll(slots: readonly string[]): Known {
  const { p256dh, auth } = makePhone('').subscription.keys
  const right = ['new-adult', 'replace-expired-adult', 'new-child', 'replace-full-adult']
  const purposes = ['umrah', 'tourism', 'work']
  const days = ['2026-11-24', '2026-12-07', '2026-12-08', '2026-12-27', '2027-01-04', '2026-02-30']
  return {
    office: [...Array.from({ length: 12 }, () => 'wonosobo'), 'jayapura', 'cilacap', 'nowhere'],
    slot: slots,
    draw: [openDraw, openDraw, openDraw, 'nowhere.uji'],
    'wishes/site': ['kantor', 'kantor', 'magelang'],
    'wishes/date': ['2026-12-14', '2026-12-15', '2026-12-16'],
    'wishes/part': ['any', 'morning', '08:00', 'noon'],
    'people/name': ['Siti Aminah', "Nur 'Aini", 'Budi'],
    'people/nik': sampleNiks(NIKS, FIRST_NIK),
    'people/service': [...right, ...right, ...right, 'lost', 'visa'],
    'people/purpose': [...purposes, ...purposes, ...purposes, 'moon'],
    'companion/name': ['Ibu Wati', ''],
    endpoint: ['https://fcm.googleapis.com/fcm/send/x', 'https://web.push.apple.com/x', 'https://10.0.0.1/x'],
    'keys/p256dh': [p256dh],
    'keys/auth': [auth],
    'contact/whatsapp': Array.from({ length: 99 }, (_, i) => `0812 3456 70${String(i).padStart(2, '0')}`),
    'contact/email': Array.from({ length: 99 }, (_, i) => `siti${i}@contoh.id`),
    'idempotency-key': Array.from({ length: 30 }, (_, i) => `key-${i}`),
    date: [RECORDED.day, RECORDED.day, '2026-11-24'],
    month: [RECORDED.month, RECORDED.month, '2026-11'],
    '?service': [...right, ...right, 'lost', 'visa'],
    '?from': days.slice(0, 3),
    '?to': days.slice(1),
    '?site': ['kantor', 'magelang'],
    '?near': ['-7.36,109.9', '0,0', '-7.36, 109.9', '91,0'],
    '?province': ['Jawa Tengah', 'jawa tengah', 'Papua'],
    '?q': ['jawa', 'wonosobo', 'kantor imigrasi'],
    '?purpose': ['umrah', 'moon'],
    '?hub.verify_token': [whatsappSettings.WHATSAPP_VERIFY_TOKEN, 'x'],
  }
}
