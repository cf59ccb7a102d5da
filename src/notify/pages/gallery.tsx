import type { Example, StaffBar, View } from '../../web/index.ts'
import { samples } from '../../web/index.ts'
import type { Charge, DeadLetter, Figure } from '../figures.ts'
import { messageKinds } from '../model.ts'
import { notifySettings } from '../settings.ts'
import type { ToldBy } from '../stops.ts'
import { inBoth, type TextSample, TextsPage } from './message-texts.tsx'
import { OutboxPage, type OutboxProps } from './outbox.tsx'
import { MessagesPage, type MessagesProps } from './staff-messages.tsx'
import { StopsPage, type StopsProps } from './stops.tsx'

const now = Temporal.ZonedDateTime.from('2026-11-30T09:16[Asia/Jakarta]')
const today = now.toPlainDate()
const ticketKey = 'WSBbbbbbbbbbbbbbbbbbbbbbb'
const code = 'WSB-7K4-M2PX'
const link = `https://giliran.example/t/${ticketKey}`

const bar = (view: View): StaffBar => ({
  links: [{ room: 'floor', href: '#floor' }, { room: 'messages', href: '#messages', current: true }],
  name: 'Bambang Prasetyo',
  as: view.t('staff.roles.supervisor'),
  office: view.t('visits.reception.screen.office', { place: 'Wonosobo' }),
  now,
  signOutTo: view.paths.staffSignOut(),
})

const figure = { day: today, channel: 'whatsapp', state: 'sent', reason: undefined, kind: 'reminder-day' } as const
const figures: Figure[] = [
  { ...figure, state: 'delivered', count: 212 },
  { ...figure, count: 31 },
  { ...figure, channel: 'email', count: 18 },
  { ...figure, kind: 'booked', count: 96 },
  { ...figure, kind: 'called-soon', channel: 'sms', state: 'delivered', day: today.subtract({ days: 1 }), count: 140 },
  { ...figure, kind: 'reminder-morning', channel: undefined, state: 'waiting', reason: 'quiet-hours', count: 84 },
  { ...figure, kind: 'survey', channel: undefined, state: 'dropped', reason: 'stopped', count: 6 },
  { ...figure, state: 'dropped', reason: 'overtaken', channel: undefined, count: 11 },
  { ...figure, kind: 'closed', channel: 'email', state: 'dead', reason: 'refused', count: 3 },
]
const month = today.with({ day: 1 })
const charges: Charge[] = [
  { month, channel: 'sms', messages: 140, parts: 260, costIdr: 106_600 },
  { month, channel: 'whatsapp', messages: 339, parts: 339, costIdr: 122_040 },
  { month: month.subtract({ months: 1 }), channel: 'email', messages: 1_204, parts: 1_204, costIdr: 0 },
]
const letter = { kind: 'closed', channel: 'email', reason: 'refused', triedAt: now.toInstant() } as const
const dead: DeadLetter[] = [
  { ...letter, messageId: '01990000-0000-7000-8000-000000000001', code: 'WSB7K4M2PX' },
  { ...letter, messageId: '01990000-0000-7000-8000-000000000002', code: 'WSB9Q2T4HB', kind: 'reminder-day' },
  { ...letter, messageId: '01990000-0000-7000-8000-000000000003', code: undefined, kind: 'proof', channel: undefined },
]

const messages = (view: View): MessagesProps => ({
  view,
  bar: bar(view),
  officeId: 'wonosobo',
  days: 7,
  from: today.subtract({ days: 6 }),
  now,
  figures,
  charges,
  dead: { rows: dead, total: dead.length },
  maySendAgain: true,
})

const text = { id: `Besok giliran paspor ${code}. ${link}`, en: `Tomorrow is passport turn ${code}. ${link}` }
const textSamples: TextSample[] = inBoth(messageKinds).map(({ kind, locale }) => ({
  kind,
  locale,
  text: text[locale],
  letter: {
    subject: text[locale].slice(0, 20),
    text: `${text[locale]}\n\nGiliran`,
    ...(kind === 'booked' && { attachment: { filename: `giliran-${code}.ics`, content: '', contentType: '' } }),
  },
  isOperators: kind === 'offer',
}))
const setUp = {
  officeId: 'wonosobo',
  name: 'Kantor Imigrasi Wonosobo',
  settings: notifySettings({
    notify: { sender: { sms: 'IMIGRASI' }, prices: { whatsapp: 360, sms: 410 }, quiet: { from: '21:00', to: '06:00' } },
  }),
  has: new Map([['email', 'connected'], ['whatsapp', 'connected'], ['push', 'outbox']] as const),
}
const silent = notifySettings({ notify: { channels: [], quiet: { from: '00:00', to: '00:00' }, reminders: {} } })

/** The staff's pages about messages, in their states. */
export const notifyScreens: readonly Example[] = [
  { name: 'page-messages', page: (view) => <MessagesPage {...messages(view)} /> },
  {
    name: 'page-messages-again',
    page: (view) => <MessagesPage {...messages(view)} days={1} dead={{ rows: [], total: 0 }} again={3} />,
  },
  {
    name: 'page-messages-headquarters',
    page: (view) => <MessagesPage {...messages(view)} dead={{ rows: dead, total: 214 }} maySendAgain={false} />,
  },
  {
    name: 'page-messages-none',
    page: (view) => (
      <MessagesPage {...messages(view)} days={1} figures={[]} charges={[]} dead={{ rows: [], total: 0 }} again={0} />
    ),
  },
  {
    name: 'page-messages-texts',
    page: (view) => (
      <TextsPage
        view={view}
        bar={bar(view)}
        setUp={setUp}
        offices={[setUp, { officeId: 'cilacap', name: 'Kantor Imigrasi Cilacap' }]}
        samples={textSamples}
      />
    ),
  },
  {
    name: 'page-messages-texts-silent',
    page: (view) => (
      <TextsPage
        view={view}
        bar={bar(view)}
        setUp={{ ...setUp, settings: silent, has: new Map() }}
        offices={[]}
        samples={textSamples.slice(0, 2)}
      />
    ),
  },
  {
    name: 'page-messages-texts-no-office',
    page: (view) => <TextsPage view={view} bar={bar(view)} offices={[]} samples={textSamples.slice(0, 2)} />,
  },
]

const told: ToldBy[] = [
  { channel: 'whatsapp', to: '+6281234564471', isStopped: false },
  { channel: 'sms', to: '+6281234564471', isStopped: true },
]
const stops = (view: View): StopsProps => ({
  view,
  ticketKey,
  code,
  start: samples.sampleStart,
  hasContact: true,
  ways: told,
  isProved: false,
})

const outbox = (view: View): OutboxProps => ({
  view,
  code: '',
  errors: [],
  messages: [
    {
      officeId: 'wonosobo',
      messageId: '1',
      channel: 'whatsapp',
      kind: 'reminder-day',
      locale: view.locale,
      to: '+6281234564471',
      subject: text[view.locale].slice(0, 20),
      text: text[view.locale],
      at: now,
      code: 'WSB7K4M2PX',
    },
    {
      officeId: 'wonosobo',
      messageId: '2',
      channel: 'email',
      kind: 'proof',
      locale: view.locale,
      to: 'siti@contoh.id',
      subject: 'Giliran 482913',
      text: `Giliran 482913\n\nhttps://elsewhere.example/t/x`,
      at: now,
      code: undefined,
    },
  ],
})

/** Pages about messages for holders of a ticket and, in a demonstration, for everybody. */
export const notifyExamples: readonly Example[] = [
  { name: 'page-stops', page: (view) => <StopsPage {...stops(view)} /> },
  {
    name: 'page-stops-all',
    page: (view) => (
      <StopsPage
        {...stops(view)}
        ways={[{ channel: 'email', to: 'siti@contoh.id', isStopped: true }]}
        isProved
        news={{ kind: 'stopped', channel: 'email' }}
      />
    ),
  },
  { name: 'page-stops-no-contact', page: (view) => <StopsPage {...stops(view)} hasContact={false} ways={[]} /> },
  { name: 'page-stops-no-channel', page: (view) => <StopsPage {...stops(view)} ways={[]} /> },
  { name: 'page-outbox', page: (view) => <OutboxPage {...outbox(view)} /> },
  { name: 'page-outbox-none', page: (view) => <OutboxPage {...outbox(view)} messages={[]} /> },
  { name: 'page-outbox-none-of', page: (view) => <OutboxPage {...outbox(view)} code={code} messages={[]} /> },
  {
    name: 'page-outbox-wrong',
    page: (view) => (
      <OutboxPage
        {...outbox(view)}
        code="WSB-7"
        errors={[{ field: 'code', message: view.t('notify.outbox.badCode') }]}
        messages={[]}
      />
    ),
  },
]
