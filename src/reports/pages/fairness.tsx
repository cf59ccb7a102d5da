import { Page, Rows, type View } from '../../web/index.ts'

const parts = ['given', 'draw', 'ledger', 'witnesses', 'record', 'sample'] as const
const limits = ['outside', 'invented', 'reasons'] as const

/** How honesty can be checked, in plain words; the mathematics stand in docs/fairness.md. */
export function FairnessPage({ view }: { view: View }) {
  const { t, paths, demo } = view
  return (
    <Page view={view} title={t('reports.fairness.title')}>
      <div class="stack">
        <h1>{t('reports.fairness.title')}</h1>
        <p>{t('reports.fairness.intro')}</p>
        {parts.map((part) => (
          <section key={part} class="stack">
            <h2>{t(`reports.fairness.${part}`)}</h2>
            <p>{t(`reports.fairness.${part}Text`)}</p>
          </section>
        ))}
        <h2>{t('reports.fairness.limits')}</h2>
        <ul class="points">
          {limits.map((one) => <li key={one}>{t(`reports.fairness.limit.${one}`)}</li>)}
          {demo && <li>{t('reports.fairness.limit.demo')}</li>}
        </ul>
        <Rows
          rows={[
            { href: paths.offices(), title: t('reports.fairness.go'), detail: t('reports.fairness.offices') },
            { href: paths.howSeatsAreGiven(), title: t('reports.fairness.how') },
            { href: paths.reportBrokers(), title: t('reports.fairness.report') },
          ]}
        />
      </div>
    </Page>
  )
}
