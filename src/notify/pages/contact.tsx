import type { ComponentChildren } from 'preact'
import { PartyNik } from '../../bookings/index.ts'
import type { Translate } from '../../platform/i18n/index.ts'
import {
  BackLink,
  Button,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  Page,
  Rows,
  SummaryList,
  type View,
} from '../../web/index.ts'
import type { ContactState } from '../proof.ts'
import { maskContact } from '../proof-rules.ts'

/** What is so with the contact of a ticket, in a sentence. */
function contactText(t: Translate, { address, isReached, isProved }: ContactState): string {
  if (!address) return t('notify.contact.none')
  const contact = maskContact(address)
  if (!isReached) return t('notify.contact.unreached', { contact })
  return t(isProved ? 'notify.contact.proved' : 'notify.contact.unproved', { contact })
}

export interface ContactPartProps {
  view: View
  ticketKey: string
  state: ContactState
  /** The button that has a phone told. */
  phone?: ComponentChildren
}

/** On the ticket's page: where messages go, and the ways to prove or change it. */
export function ContactPart({ view: { t, paths }, ticketKey, state, phone }: ContactPartProps) {
  const { address, isReached, isProved } = state
  const prove = {
    href: paths.ticketCode(ticketKey),
    title: t('notify.contact.prove'),
    detail: t('notify.contact.proveDetail'),
  }
  const change = {
    href: paths.ticketContact(ticketKey),
    title: t(address ? 'notify.contact.change' : 'notify.contact.add'),
    detail: t('notify.contact.changeDetail'),
  }
  return (
    <>
      <h2>{t('notify.contact.heading')}</h2>
      <p>{contactText(t, state)}</p>
      {phone}
      <Rows rows={isReached && !isProved ? [prove, change] : [change]} />
    </>
  )
}

export interface ContactFormProps extends Omit<ContactPartProps, 'phone'> {
  /** Whether the office can send anything to anybody. */
  canSend: boolean
  /** As typed. */
  contact?: string | undefined
  nik?: string | undefined
  /** Fields `contact` and `nik`. */
  errors?: Errors | undefined
}

/** Another contact for the ticket, or its first. */
export function ContactForm(props: ContactFormProps) {
  const { view, ticketKey, state, canSend, contact, nik, errors = [] } = props
  const { t, paths } = view
  return (
    <Page view={view} title={t('notify.contact.form.title')} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <form class="stack" method="post" action={paths.ticketContact(ticketKey)} noValidate>
        <h1>{t('notify.contact.form.title')}</h1>
        <SummaryList t={t} rows={[{ term: t('notify.contact.now'), value: contactText(t, state) }]} />
        <p>{t(canSend ? 'notify.contact.form.intro' : 'notify.contact.form.introUnproved')}</p>
        <Field
          name="contact"
          label={t('notify.contact.form.label')}
          hint={t('notify.contact.form.hint')}
          value={contact}
          error={errorAt(errors, 'contact')}
          autocapitalize="none"
          spellcheck={false}
        />
        <PartyNik view={view} hint={t('bookings.pages.partyNik.why')} nik={nik} errors={errors} />
        <Button>{t('notify.contact.form.submit')}</Button>
        <BackLink href={paths.ticket(ticketKey)}>{t('notify.contact.back')}</BackLink>
      </form>
    </Page>
  )
}

export interface AskCodeProps {
  view: View
  ticketKey: string
  /** As maskContact shows it. */
  contact: string
}

/** One button: a code is sent when it is pressed, never when the page is opened. */
export function AskCodePage({ view, ticketKey, contact }: AskCodeProps) {
  const { t, paths } = view
  return (
    <Page view={view} title={t('notify.contact.ask.title')} unlisted>
      <form class="stack" method="post" action={paths.ticketCode(ticketKey)} noValidate>
        <h1>{t('notify.contact.ask.title')}</h1>
        <p>{t('notify.contact.ask.text', { contact })}</p>
        <Button name="do" value="send">{t('notify.contact.ask.submit')}</Button>
        <BackLink href={paths.ticket(ticketKey)}>{t('notify.contact.back')}</BackLink>
      </form>
    </Page>
  )
}

export interface ProofCodeProps extends AskCodeProps {
  /** In the office's zone. */
  endsAt: Temporal.ZonedDateTime
  /** The contact is to take the place of the ticket's. */
  replaces: boolean
  /** Field `code`. What was typed is not shown again: a code is used once. */
  errors?: Errors | undefined
}

/** Takes the code. Enter presses the first button. */
export function ProofCodePage({ view, ticketKey, contact, endsAt, replaces, errors = [] }: ProofCodeProps) {
  const { t, dates, paths } = view
  return (
    <Page view={view} title={t('notify.contact.code.title')} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <form class="stack" method="post" action={paths.ticketCode(ticketKey)} noValidate>
        <h1>{t('notify.contact.code.title')}</h1>
        <p>
          {t('notify.contact.code.sent', { contact, hour: dates.hour(endsAt), zone: dates.zone(endsAt.timeZoneId) })}
        </p>
        {replaces && <p>{t('notify.contact.code.replaces')}</p>}
        <Field
          name="code"
          label={t('notify.contact.code.label')}
          hint={t('notify.contact.code.hint')}
          error={errorAt(errors, 'code')}
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={20}
          autofocus={errors.length === 0}
        />
        <Button>{t('notify.contact.code.submit')}</Button>
        <Button kind="second" name="do" value="send">{t('notify.contact.code.again')}</Button>
        <p class="s muted">{t('notify.contact.code.limit')}</p>
        <BackLink href={paths.ticket(ticketKey)}>{t('notify.contact.back')}</BackLink>
      </form>
    </Page>
  )
}
