import { type Fee, Fees, type Paper, Papers, type View } from '../../web/index.ts'

/** What one person comes for, and brings. */
export interface PersonPapers {
  name: string
  service: string
  papers: readonly Paper[]
}

export interface PapersSectionProps {
  view: View
  people: readonly PersonPapers[]
  fees: readonly Fee[]
  /** "PP 45/2024" */
  feeSource: string
}

/** What to bring, person by person, and the official fees. */
export function PapersSection({ view, people, fees, feeSource }: PapersSectionProps) {
  const { t } = view
  return (
    <>
      <h2>{t('bookings.pages.papers.heading')}</h2>
      {people.map(({ name, service, papers }, index) => (
        <div class="stack" key={index}>
          <h3>{t('bookings.pages.papers.of', { name, service })}</h3>
          <Papers papers={papers} />
        </div>
      ))}
      <div class="note">
        <p><b>{t('bookings.pages.papers.fees', { source: feeSource })}</b></p>
        <Fees view={view} fees={fees} />
        <p>{t('bookings.pages.papers.feesHow')} {t('web.free')}</p>
      </div>
    </>
  )
}
