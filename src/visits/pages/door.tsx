import { Page, type View } from '../../web/index.ts'

export interface DoorPageProps {
  view: View
  /** "4821" */
  code: string
  day: Temporal.PlainDate
  /** "Kantor Imigrasi Wonosobo" */
  site: string
}

/** The day's code, to be printed and put up at the door. */
export function DoorPage({ view, code, day, site }: DoorPageProps) {
  const { t, dates } = view
  return (
    <Page view={view} title={t('visits.live.door.title')} unlisted>
      <div class="stack at-door">
        <h1>{t('visits.live.door.heading')}</h1>
        <p>{t('visits.live.door.lead')}</p>
        <p class="t-label">{t('visits.live.door.code')} <span class="t-code">{code}</span></p>
        <p>{t('visits.live.door.only', { day: dates.day(day), site })}</p>
        <p>{t('visits.live.door.noPhone')}</p>
        <p class="note no-print">{t('visits.live.door.print')}</p>
      </div>
    </Page>
  )
}
