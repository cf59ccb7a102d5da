import { BackLink, Button, errorAt, type Errors, Field, type View } from '../../web/index.ts'

export interface ByCodeProps {
  view: View
  /** Where the hour is posted to. */
  action: string
  /** The hour that was chosen. */
  slot: string
  /** What the form's contact is, hidden in part; undefined: nothing can be sent. */
  contact: string | undefined
  /** The code that is on its way. */
  proofId?: string | undefined
  /** Field `code`. */
  errors?: Errors
  /** Of `who`, where a contact can be added, and of the hours. */
  links: { who: string; hours: string }
}

/** Takes the chosen hour with a code that is sent to the contact of the answers. */
export function ByCode({ view: { t }, action, slot, contact, proofId, errors, links }: ByCodeProps) {
  if (contact === undefined) {
    return (
      <>
        <p>{t('bookings.pages.work.noContact')}</p>
        <BackLink href={links.who}>{t('bookings.pages.work.addContact')}</BackLink>
      </>
    )
  }
  return (
    <form class="stack" method="post" action={action} noValidate>
      <input type="hidden" name="slot" value={slot} />
      {proofId === undefined
        ? <p>{t('bookings.pages.work.canSend', { contact })}</p>
        : (
          <>
            <input type="hidden" name="proof" value={proofId} />
            <Field
              name="code"
              label={t('bookings.pages.work.code')}
              hint={t('bookings.pages.work.codeHint', { contact })}
              error={errorAt(errors, 'code')}
              inputMode="numeric"
              autocomplete="one-time-code"
            />
            <Button>{t('bookings.pages.work.take')}</Button>
          </>
        )}
      <Button kind="second" name="do" value="send">
        {t(proofId === undefined ? 'bookings.pages.work.send' : 'bookings.pages.work.sendAgain')}
      </Button>
    </form>
  )
}
