import type { View } from '../../web/index.ts'
import type { Shown } from '../service.ts'

/** By which anybody can check that figures are those that were locked into the ledger. */
export function Proof({ view: { t, dates }, timeZone, proof }: {
  view: View
  timeZone: string
  proof: Shown<unknown>['proof']
}) {
  const at = dates.moment(proof.at.toZonedDateTimeISO(timeZone))
  return (
    <section class="stack">
      <h2>{t('reports.record.proof.title')}</h2>
      <p>{t('reports.record.proof.text', { at })}</p>
      <p>{t('reports.record.proof.commitment')}</p>
      <p class="code block">{proof.commitment}</p>
      <details>
        <summary>{t('reports.record.proof.open')}</summary>
        <p>{t('reports.record.proof.salt')}</p>
        <p class="code block">{proof.salt}</p>
        <p>{t('reports.record.proof.opening')}</p>
        <p class="code block">{proof.opening}</p>
      </details>
    </section>
  )
}
