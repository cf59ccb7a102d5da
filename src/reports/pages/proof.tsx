import type { View } from '../../web/index.ts'
import type { Leaf, Shown } from '../service.ts'

export interface ProofProps {
  view: View
  timeZone: string
  proof: Shown<unknown>['proof']
  leaf: Leaf
}

/** By which anybody can check that figures are those that were locked into the ledger. */
export function Proof({ view: { t, dates }, timeZone, proof, leaf }: ProofProps) {
  const at = dates.moment(proof.at.toZonedDateTimeISO(timeZone))
  return (
    <section class="stack">
      <h2>{t('reports.record.proof.title')}</h2>
      <p>{t('reports.record.proof.text', { at })}</p>
      <p>{t('reports.record.proof.commitment')}</p>
      <p class="code block">{proof.commitment}</p>
      <p>
        {leaf ? t('reports.record.proof.leaf', { index: leaf.index + 1 }) : t('reports.record.proof.noLeaf')}{' '}
        <a href="/log/checkpoint">{t('reports.record.proof.log')}</a>
      </p>
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
