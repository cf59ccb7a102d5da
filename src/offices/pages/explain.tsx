import type { ComponentChildren } from 'preact'
import { Page, Rows, type View } from '../../web/index.ts'
import { ANNOUNCE_DAYS_MIN } from '../draw-definition.ts'

interface ExplainProps {
  view: View
  title: string
  intro?: string
  children: ComponentChildren
}

/** A page of plain text: one h1, parts under h2. */
function Explain({ view, title, intro, children }: ExplainProps) {
  return (
    <Page view={view} title={title}>
      <div class="stack">
        <h1>{title}</h1>
        {intro && <p>{intro}</p>}
        {children}
      </div>
    </Page>
  )
}

const rules = [
  'released', 'onePerPerson', 'together', 'noHolds', 'bound', 'givenBack', 'noShows', 'machines', 'traced',
] as const

const drawPoints = ['hurry', 'free', 'order', 'told', 'left'] as const

/** The rules in force, and what they do not take away. */
export function HowSeatsPage({ view }: { view: View }) {
  const { t, paths } = view
  return (
    <Explain view={view} title={t('offices.pages.howSeats.title')} intro={t('offices.pages.howSeats.intro')}>
      <h2>{t('offices.pages.howSeats.rules')}</h2>
      <ol class="points">
        {rules.map((rule) => (
          <li key={rule}><b>{t(`offices.pages.howSeats.${rule}`)}</b> {t(`offices.pages.howSeats.${rule}Text`)}</li>
        ))}
      </ol>
      <h2>{t('offices.pages.howSeats.draw')}</h2>
      <p>{t('offices.pages.howSeats.drawText', { days: ANNOUNCE_DAYS_MIN })}</p>
      <ul class="points">
        {drawPoints.map((point) => <li key={point}>{t(`offices.pages.howSeats.drawPoints.${point}`)}</li>)}
      </ul>
      <h2>{t('offices.pages.howSeats.howMany')}</h2>
      <p>{t('offices.pages.howSeats.howManyText')}</p>
      <h2>{t('offices.pages.howSeats.notYet')}</h2>
      <p>{t('offices.pages.howSeats.notYetText')}</p>
      <h2>{t('offices.pages.howSeats.direct')}</h2>
      <p>{t('offices.pages.home.directText')}</p>
      <Rows
        rows={[
          { href: paths.fairness(), title: t('reports.fairness.title') },
          { href: paths.verify(), title: t('transparency.verify.title') },
          { href: paths.offices(), title: t('web.links.offices') },
        ]}
      />
    </Explain>
  )
}

export function HelpPage({ view }: { view: View }) {
  const { t, paths } = view
  return (
    <Explain view={view} title={t('offices.pages.help.title')}>
      <h2 id="lost-code">{t('offices.pages.help.lost')}</h2>
      <p>{t('offices.pages.help.lostText')}</p>
      <h2 id="nik-used">{t('offices.pages.help.used')}</h2>
      <p>{t('offices.pages.help.usedText')}</p>
      <p>{t('offices.pages.help.usedSelf')} <a href={paths.find()}>{t('offices.pages.help.openTicket')}</a></p>
      <h2 id="in-my-name">{t('offices.pages.help.inMyName')}</h2>
      <p>{t('offices.pages.help.inMyNameText')}</p>
      <p><a href={paths.find()}>{t('offices.pages.help.openTicket')}</a></p>
      <h2 id="draw">{t('offices.pages.help.draw')}</h2>
      <p>{t('offices.pages.help.drawText')}</p>
      <p><a href={paths.howSeatsAreGiven()}>{t('web.links.howSeatsAreGiven')}</a></p>
      <h2>{t('offices.pages.help.change')}</h2>
      <p>{t('offices.pages.help.changeText')}</p>
      <h2>{t('offices.pages.help.child')}</h2>
      <p>{t('offices.pages.help.childText')}</p>
      <h2>{t('offices.pages.help.noPhone')}</h2>
      <p>{t('offices.pages.help.noPhoneText')}</p>
      <h2>{t('offices.pages.help.late')}</h2>
      <p>{t('offices.pages.help.lateText')}</p>
      <h2>{t('offices.pages.help.fee')}</h2>
      <p>{t('offices.pages.help.feeText')}</p>
      <Rows
        rows={[
          { href: paths.find(), title: t('offices.pages.help.openTicket') },
          { href: paths.reportBrokers(), title: t('offices.pages.help.report') },
          { href: paths.privacy(), title: t('offices.pages.help.privacy') },
        ]}
      />
    </Explain>
  )
}

const kept = ['people', 'companion', 'contact', 'network'] as const

export interface PrivacyProps {
  view: View
  /** Days. */
  keep: { entriesDays: number; reportsDays: number }
}

export function PrivacyPage({ view, keep }: PrivacyProps) {
  const { t } = view
  return (
    <Explain view={view} title={t('offices.pages.privacy.title')} intro={t('offices.pages.privacy.intro')}>
      <h2>{t('offices.pages.privacy.what')}</h2>
      <ul class="points">{kept.map((one) => <li key={one}>{t(`offices.pages.privacy.whatList.${one}`)}</li>)}</ul>
      <h2>{t('offices.pages.privacy.draw')}</h2>
      <p>{t('offices.pages.privacy.drawText')}</p>
      <h2>{t('offices.pages.privacy.who')}</h2>
      <p>{t('offices.pages.privacy.whoText')}</p>
      <h2>{t('offices.pages.privacy.howLong')}</h2>
      <p>{t('offices.pages.privacy.howLongText')}</p>
      <p>{t('offices.pages.privacy.erasedText', keep)}</p>
      <h2>{t('offices.pages.privacy.not')}</h2>
      <p>{t('offices.pages.privacy.notText')}</p>
      <h2>{t('offices.pages.privacy.rights')}</h2>
      <p>{t('offices.pages.privacy.rightsText')}</p>
    </Explain>
  )
}
