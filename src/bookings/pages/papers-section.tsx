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

/** What to bring, person by person, those who bring the same together; and the official fees. */
export function PapersSection({ view, people, fees, feeSource }: PapersSectionProps) {
  const { t, locale } = view
  const names = new Intl.ListFormat(locale, { type: 'conjunction' })
  return (
    <>
      <h2>{t('bookings.pages.papers.heading')}</h2>
      {bringingAlike(people).map((alike, index) => (
        <div class="stack" key={index}>
          <h3>
            {t('bookings.pages.papers.of', {
              name: names.format(alike.map(({ name }) => name)),
              service: alike[0]!.service,
            })}
          </h3>
          {alike.length > 1 && <p class="hint">{t('bookings.pages.papers.each')}</p>}
          <Papers papers={alike[0]!.papers} />
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

/** In the order of the party; nobody's name changes what they bring. */
function bringingAlike(people: readonly PersonPapers[]): PersonPapers[][] {
  return [...Map.groupBy(people, ({ service, papers }) => JSON.stringify([service, papers])).values()]
}
