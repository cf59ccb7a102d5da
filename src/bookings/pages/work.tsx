import {
  BackLink,
  errorCount,
  ErrorSummary,
  Island,
  islandsOf,
  Page,
} from '../../web/index.ts'
import type { WorkData } from '../islands/booking-work.island.tsx'
import { ByCode, type ByCodeProps } from './by-code.tsx'

export interface WorkProps extends ByCodeProps {
  challenge: unknown
}

/** Before the booking: the device works for a moment, or somebody types a code. Nothing is held meanwhile. */
export function WorkPage(props: WorkProps) {
  const { view, action, slot, errors = [], links } = props
  const { t } = view
  return (
    <Page view={view} title={t('bookings.pages.work.title')} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <div class="stack">
        <h1>{t('bookings.pages.work.title')}</h1>
        <p>{t('bookings.pages.work.why')}</p>
        {props.proofId === undefined && (
          <form method="post" action={action} id="work-form">
            <input type="hidden" name="slot" value={slot} />
            <input type="hidden" name="work" value="" />
            <Working {...props} />
          </form>
        )}
        <h2>{t('bookings.pages.work.otherwise')}</h2>
        <ByCode {...props} />
        <p>{t('bookings.pages.work.desk')}</p>
        <BackLink href={links.hours}>{t('bookings.pages.work.hours')}</BackLink>
      </div>
    </Page>
  )
}

function Working({ view, challenge }: WorkProps) {
  const { t } = view
  const words = {
    working: t('bookings.pages.work.working'),
    done: t('bookings.pages.work.done'),
    failed: t('bookings.pages.work.failed'),
  }
  const data: WorkData = { challenge, solver: islandsOf(view).of('work-solver').script, words }
  return <Island view={view} name="booking-work" data={data} />
}
