import type { ComponentChildren } from 'preact'
import { formatCode } from '../../bookings/index.ts'
import {
  BackLink,
  Button,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  Page,
  type View,
} from '../../web/index.ts'
import type { OutboxMessage } from '../outbox.ts'
import { endOf } from './end-of.ts'

export interface OutboxProps {
  view: View
  /** As typed. */
  code: string
  /** Field `code`. */
  errors: Errors
  /** The newest first; each with its hour in its office's zone. */
  messages: readonly (Omit<OutboxMessage, 'at'> & { at: Temporal.ZonedDateTime })[]
}

/** A demonstration's stand-in for telephones and mailboxes. */
export function OutboxPage({ view, code, errors, messages }: OutboxProps) {
  const { t, paths } = view
  return (
    <Page view={view} title={t('notify.outbox.title')} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <div class="stack">
        <h1>{t('notify.outbox.title')}</h1>
        <p>{t('notify.outbox.lead')}</p>
        <form method="get" action={paths.outbox()} class="stack" noValidate>
          <Field
            name="code"
            label={t('notify.outbox.code')}
            hint={t('notify.outbox.codeHint')}
            value={code}
            autocapitalize="characters"
            spellcheck={false}
            maxLength={60}
            error={errorAt(errors, 'code')}
          />
          <Button kind="second">{t('notify.outbox.show')}</Button>
        </form>
        {messages.length > 0 && (
          <ol class="kept">
            {messages.map((one) => <Kept key={one.messageId + one.channel} view={view} message={one} />)}
          </ol>
        )}
        {messages.length === 0 && errors.length === 0 && (
          <p>{code === '' ? t('notify.outbox.none') : t('notify.outbox.noneOf', { code })}</p>
        )}
        {code !== '' && <BackLink href={paths.outbox()}>{t('notify.outbox.all')}</BackLink>}
        <BackLink href={paths.simulatedDay()}>{t('notify.outbox.day')}</BackLink>
      </div>
    </Page>
  )
}

function Kept({ view: { t, dates, paths }, message }: { view: View; message: OutboxProps['messages'][number] }) {
  const { channel, kind, to, at, subject, text, locale } = message
  const code = message.code && formatCode(message.code)
  const facts = [
    ...(channel === 'push' ? [] : [t('notify.outbox.to', { end: endOf(to) })]),
    dates.moment(at),
  ]
  return (
    <li>
      <h2>{t(`notify.words.channels.${channel}`)}: {t(`notify.words.kinds.${kind}`)}</h2>
      <p class="s muted">
        {facts.join(' · ')}
        {code && <> · <a href={paths.outbox({ code })}>{t('notify.outbox.about', { code })}</a></>}
      </p>
      {subject && channel !== 'sms' && channel !== 'whatsapp' && <p lang={locale}><b>{subject}</b></p>}
      <p class="code block" lang={locale}>{withLinks(text)}</p>
    </li>
  )
}

/** The text with its links to pages of this site to be followed, wherever the message was to lead. */
function withLinks(text: string): ComponentChildren[] {
  return text.split(/(https?:\/\/\S+)/).map((part) => {
    const url = URL.parse(part)
    const isOurs = url !== null && /^\/(?:en\/)?[ot]\//.test(url.pathname)
    return isOurs ? <a href={url.pathname} key={part}>{part}</a> : part
  })
}
