import { type Locale, locales } from '../../platform/i18n/index.ts'
import { BackLink, rupiah, type StaffBar, StaffPage, SummaryList, type SummaryRow, type View } from '../../web/index.ts'
import { channels, type MessageChannel, type MessageKind } from '../model.ts'
import type { NotifySettings } from '../settings.ts'
import { smsSegments } from '../sms-segments.ts'
import type { Letter } from '../ticket-mail.ts'

/** One kind in one language, filled with sample values. */
export interface TextSample {
  kind: MessageKind
  locale: Locale
  text: string
  letter: Letter
  /** Written by whoever runs this system. */
  isOperators: boolean
}

/** What stands behind a channel on this server. */
export type Connection = 'connected' | 'outbox'

export interface TextsProps {
  view: View
  bar: StaffBar
  /** How the office is set up; undefined: no office of theirs sends messages. */
  setUp?: { officeId: string; name: string; settings: NotifySettings; has: ReadonlyMap<MessageChannel, Connection> }
  /** Their offices, to choose from. */
  offices: readonly { officeId: string; name: string }[]
  /** Each kind in each language, in the order of kinds. */
  samples: readonly TextSample[]
}

/** Every message as people get it, and how one office sends them. */
export function TextsPage({ view, bar, setUp, offices, samples }: TextsProps) {
  const { t, paths } = view
  const kinds = [...Map.groupBy(samples, ({ kind }) => kind)]
  return (
    <StaffPage view={view} title={t('notify.staff.preview.title')} bar={bar}>
      <div class="stack sheets">
        <h1>{t('notify.staff.preview.title')}</h1>
        <p>{t('notify.staff.preview.lead')}</p>
        {offices.length > 1 && (
          <nav aria-label={t('notify.staff.preview.offices')}>
            <ul class="plain-links">
              {offices.map(({ officeId, name }) => (
                <li key={officeId}>
                  <a
                    href={paths.staffMessageTexts({ office: officeId })}
                    aria-current={officeId === setUp?.officeId ? 'page' : undefined}
                  >
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {setUp ? <SetUp view={view} {...setUp} /> : <p class="note">{t('notify.staff.preview.noOffice')}</p>}
        <h2>{t('notify.staff.preview.texts')}</h2>
        {kinds.map(([kind, both]) => (
          <section key={kind} class="previews" aria-labelledby={`kind-${kind}`}>
            <h3 id={`kind-${kind}`}>{t(`notify.words.kinds.${kind}`)}</h3>
            {both.map((sample) => <Preview key={sample.locale} view={view} sample={sample} />)}
          </section>
        ))}
        {setUp && <BackLink href={paths.staffMessages(setUp.officeId)}>{t('notify.staff.preview.back')}</BackLink>}
        <BackLink href={paths.staff()}>{t('notify.staff.back')}</BackLink>
      </div>
    </StaffPage>
  )
}

function Preview({ view: { t }, sample }: { view: View; sample: TextSample }) {
  const { kind, locale, text, letter, isOperators } = sample
  const { subject, attachment } = letter
  return (
    <div>
      <p class="muted s">{t(`notify.staff.preview.${locale}`)}</p>
      <p class="code block" lang={locale}>{text}</p>
      <p class="muted s">
        {t('notify.staff.preview.size', { letters: text.length, segments: smsSegments(text) })} ·{' '}
        {t(isOperators ? 'notify.staff.preview.operators' : 'notify.staff.preview.ours')}
      </p>
      <details>
        <summary>
          {t('notify.staff.preview.letter')}
          <span class="sr"> {t(`notify.words.kinds.${kind}`)}, {t(`notify.staff.preview.${locale}`)}</span>
        </summary>
        <p class="s"><b>{t('notify.staff.preview.subject', { subject })}</b></p>
        <p class="code block" lang={locale}>{letter.text.trimEnd()}</p>
        {attachment && (
          <p class="muted s">{t('notify.staff.preview.attached', { file: attachment.filename })}</p>
        )}
      </details>
    </div>
  )
}

function SetUp({ view, name, settings, has }: { view: View } & NonNullable<TextsProps['setUp']>) {
  return (
    <section>
      <h2>{view.t('notify.staff.preview.setUp', { office: name })}</h2>
      <SummaryList t={view.t} rows={setUpRows(view, settings, has)} />
    </section>
  )
}

function setUpRows(view: View, settings: NotifySettings, has: ReadonlyMap<MessageChannel, Connection>): SummaryRow[] {
  const { t, dates, locale } = view
  const hour = (text: string): string => dates.hour(Temporal.PlainTime.from(text))
  const nameOf = (channel: MessageChannel): string => t(`notify.words.channels.${channel}`)
  const { quiet, reminders, prices } = settings
  const order = settings.channels.map((channel) =>
    t(`notify.staff.preview.${has.get(channel) ?? 'unconnected'}`, { channel: nameOf(channel) }),
  )
  const senders = channels.flatMap((channel) => {
    const sender = channel === 'push' ? undefined : settings.sender[channel]
    return sender ? [t('notify.staff.preview.senderOf', { channel: nameOf(channel), sender })] : []
  })
  const told = [
    ...(reminders.dayBefore ? [t('notify.staff.preview.dayBefore', { hour: hour(reminders.dayBefore) })] : []),
    ...(reminders.morning ? [t('notify.staff.preview.morning', { hour: hour(reminders.morning) })] : []),
  ]
  const priced = (['whatsapp', 'sms'] as const).flatMap((one) =>
    prices[one] === 0
      ? []
      : [t('notify.staff.preview.price', { channel: nameOf(one), amount: rupiah(locale, prices[one]) })],
  )
  const row = (part: Part, value: SummaryRow['value']): SummaryRow => {
    return { term: t(`notify.staff.preview.${part}`), value }
  }
  return [
    row('order', order.length > 0 ? <Lines lines={order} isOrdered /> : t('notify.staff.preview.noChannels')),
    row('sender', senders.length > 0 ? <Lines lines={senders} /> : t('notify.staff.preview.senderUsual')),
    row(
      'quiet',
      quiet.from === quiet.to
        ? t('notify.staff.preview.quietNone')
        : t('notify.staff.preview.quietHours', { from: hour(quiet.from), to: hour(quiet.to) }),
    ),
    row('reminders', told.length > 0 ? <Lines lines={told} /> : t('notify.staff.preview.remindersNone')),
    row('soon', t('notify.staff.preview.soonBefore', { count: settings.soonBefore })),
    row('limit', t('notify.staff.preview.perContact', { count: settings.perContactMax })),
    row('prices', priced.length > 0 ? priced.join(' · ') : t('notify.staff.preview.priceNone')),
  ]
}

type Part = 'order' | 'sender' | 'quiet' | 'reminders' | 'soon' | 'limit' | 'prices'

function Lines({ lines, isOrdered = false }: { lines: readonly string[]; isOrdered?: boolean }) {
  const items = lines.map((line) => <li key={line}>{line}</li>)
  return isOrdered ? <ol>{items}</ol> : <ul class="plain">{items}</ul>
}

/** Kinds in each language. */
export const inBoth = (kinds: readonly MessageKind[]): { kind: MessageKind; locale: Locale }[] =>
  kinds.flatMap((kind) => locales.map((locale) => ({ kind, locale })))
