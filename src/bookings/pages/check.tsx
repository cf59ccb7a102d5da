import { BackLink, ButtonLink, DraftStrip, Page, SummaryList, type SummaryRow, type View } from '../../web/index.ts'
import { whoText } from './names.ts'
import { PapersSection, type PapersSectionProps, type PersonPapers } from './papers-section.tsx'

export interface CheckPerson extends PersonPapers {
  /** In fours, as groupNik writes it. */
  nik: string
  nikAsPrinted?: boolean
  purpose: string
}

export interface CheckProps extends Pick<PapersSectionProps, 'fees' | 'feeSource'> {
  view: View
  draftKey: string
  place: string
  people: readonly CheckPerson[]
  companion?: { name?: string }
  contact?: { kind: 'whatsapp' | 'email'; text: string }
  /** The site chosen on the office's page, where there are several. */
  site?: string
}

/** Step 3: everything as it was understood, each with the way to mend it. Nothing is taken yet. */
export function CheckPage(props: CheckProps) {
  const { view, draftKey, place, people } = props
  const { t, paths } = view
  const who = paths.draft(draftKey, 'who')
  const office = t('web.officeName', { place })
  return (
    <Page view={view} title={t('bookings.pages.check.title')} unlisted>
      <DraftStrip t={t} step={3} office={place} who={whoText(view, people.map(({ name }) => name))} />
      <div class="stack">
        <h1>{t('bookings.pages.check.title')}</h1>
        <SummaryList
          t={t}
          rows={[{
            term: t('bookings.pages.check.office'),
            value: props.site ? `${office}, ${props.site}` : office,
            change: { href: paths.offices(), what: t('bookings.pages.check.what.office') },
          }]}
        />
        {people.map((person, index) => <Person key={index} view={view} person={person} index={index} who={who} />)}
        <h2>{t('bookings.pages.check.other')}</h2>
        <SummaryList t={t} rows={[companionRow(props, who), contactRow(props, who)]} />
        <PapersSection view={view} people={people} fees={props.fees} feeSource={props.feeSource} />
        <ButtonLink href={paths.draft(draftKey, 'day')}>{t('bookings.pages.check.continue')}</ButtonLink>
        <p class="muted s">{t('bookings.pages.check.notYet')}</p>
        <BackLink href={who}>{t('bookings.pages.check.back')}</BackLink>
      </div>
    </Page>
  )
}

function Person({ view: { t }, person, index, who }: { view: View; person: CheckPerson; index: number; who: string }) {
  const number = index + 1
  const { name, nik, service, purpose } = person
  return (
    <>
      <h2>{t('bookings.pages.person', { number })}</h2>
      <SummaryList
        t={t}
        rows={[
          {
            term: t('bookings.pages.check.name'),
            value: name,
            change: { href: `${who}#name-${index}`, what: t('bookings.pages.check.what.name', { number }) },
          },
          {
            term: t('bookings.pages.check.nik'),
            value: person.nikAsPrinted ? t('bookings.pages.check.nikAsPrinted', { nik }) : nik,
            change: { href: `${who}#nik-${index}`, what: t('bookings.pages.check.what.nik', { number }) },
          },
          {
            term: t('bookings.pages.check.service'),
            value: <><p>{service}</p><p>{purpose}</p></>,
            change: { href: `${who}#service-${index}`, what: t('bookings.pages.check.what.service', { number }) },
          },
        ]}
      />
    </>
  )
}

function companionRow({ view: { t }, companion }: CheckProps, who: string): SummaryRow {
  return {
    term: t('bookings.pages.check.companion'),
    value: companion
      ? companion.name || t('bookings.pages.check.someCompanion')
      : t('bookings.pages.check.noCompanion'),
    change: { href: `${who}#companion`, what: t('bookings.pages.check.what.companion') },
  }
}

function contactRow({ view: { t }, contact }: CheckProps, who: string): SummaryRow {
  return {
    term: t(contact ? `bookings.pages.check.${contact.kind}` : 'bookings.pages.check.contact'),
    value: contact?.text ?? t('bookings.pages.check.noContact'),
    change: { href: `${who}#contact`, what: t('bookings.pages.check.what.contact') },
  }
}
