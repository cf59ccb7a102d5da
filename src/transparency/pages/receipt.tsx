import { BackLink, Page, type View } from '../../web/index.ts'

/** The log appends each second, and a witness answers in about one. */
export const RECEIPT_REFRESH_S = 5

/** The receipt is not there yet. */
export function ReceiptWaitsPage({ view, ticketKey }: { view: View; ticketKey: string }) {
  const { t, paths } = view
  return (
    <Page view={view} title={t('transparency.receipt.waits')} unlisted refreshSeconds={RECEIPT_REFRESH_S}>
      <div class="stack">
        <h1>{t('transparency.receipt.waits')}</h1>
        <p>{t('transparency.receipt.waitsText')}</p>
        <p><a class="btn" href={paths.ticketReceipt(ticketKey)}>{t('transparency.receipt.again')}</a></p>
        <BackLink href={paths.ticket(ticketKey)}>{t('transparency.receipt.ticket')}</BackLink>
      </div>
    </Page>
  )
}
