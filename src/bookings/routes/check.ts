import { feesShown } from '../../offices/index.ts'
import { groupNik } from '../../people/index.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { placeOf, renderPage } from '../../web/index.ts'
import { CheckPage, type CheckProps } from '../pages/check.tsx'
import { ofKey, type PageDeps } from './page-deps.ts'
import { papersOf, purposeName } from './papers.ts'
import { atCheckedStep, type CheckedStep, stepPattern } from './steps.ts'

/** Step 3: everything as it was understood, with papers and fees. */
export function checkRoutes(deps: PageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(stepPattern('check')), ofKey, atCheckedStep(deps, (step) =>
        sendPage(step.reply, renderPage(CheckPage(checkProps(deps, step)))),
      ))
    })
  }
}

function checkProps({ offices: { catalogue } }: PageDeps, { view, draft, party }: CheckedStep): CheckProps {
  const { locale } = view
  const { office, key, values } = draft
  const applicants = party.people.map((one) => ({ ...one, serviceId: one.service.id }))
  const papers = papersOf({ catalogue, office, locale }, applicants)
  return {
    view,
    draftKey: key,
    place: placeOf(office.name),
    people: party.people.map((one, index) => ({
      ...papers[index]!,
      nik: groupNik(one.nik),
      nikAsPrinted: one.nikAsPrinted,
      purpose: purposeName(catalogue, one.purposeId, locale),
    })),
    companion: party.companion,
    contact: contactShown(party.contact, values.contact),
    ...feesShown(catalogue, applicants.map(({ serviceId }) => serviceId), locale),
  }
}

/** As it was typed: people know their number by the groups they write it in. */
function contactShown({ whatsapp, email }: CheckedStep['party']['contact'], typed: string): CheckProps['contact'] {
  if (whatsapp !== undefined) return { kind: 'whatsapp', text: typed.trim() }
  return email === undefined ? undefined : { kind: 'email', text: email }
}
