import { Button, Note, Page, Rows, type View } from '../../web/index.ts'

export interface SimulatedDayProps {
  view: View
  officeId: string
  siteId: string
  /** In the office's zone; undefined: it rests here. */
  until: Temporal.ZonedDateTime | undefined
  /** Another process plays it: its screens are alive here too, but only there it can go on for longer. */
  isElsewhere: boolean
  /** A ticket of somebody who waits. */
  ticket: { number: string; key: string } | undefined
}

/** One link sets a day in motion; then every screen of it is a press away. */
export function SimulatedDayPage({ view, officeId, siteId, until, isElsewhere, ticket }: SimulatedDayProps) {
  const { t, paths, dates } = view
  const ofStaff = (screen: 'counter' | 'floor' | 'reception' | 'kiosk', path: string) => ({
    href: paths.staffSignIn({ next: path }),
    title: t(`simulate.${screen}`),
    detail: t(`simulate.${screen}Detail`),
  })
  return (
    <Page view={view} title={t('simulate.title')} unlisted>
      <div class="stack">
        <h1>{t('simulate.title')}</h1>
        <p>{t('simulate.lead')}</p>
        <Note>
          {until
            ? t('simulate.running', { hour: dates.hour(until) })
            : t(isElsewhere ? 'simulate.elsewhere' : 'simulate.resting')}
        </Note>
        {!isElsewhere && (
          <form method="post" action={paths.simulatedDay()}>
            <Button kind={until ? 'second' : undefined}>{t(until ? 'simulate.more' : 'simulate.start')}</Button>
          </form>
        )}
        <Rows
          rows={[{ href: paths.outbox(), title: t('simulate.outbox'), detail: t('simulate.outboxDetail') }]}
        />
        {(until || isElsewhere) && (
          <>
            <h2>{t('simulate.screens')}</h2>
            <Rows
              rows={[
                {
                  href: paths.display(officeId, siteId),
                  title: t('simulate.display'),
                  detail: t('simulate.displayDetail'),
                },
                ...(ticket
                  ? [
                      {
                        href: paths.ticket(ticket.key),
                        title: t('simulate.ticket', { number: ticket.number }),
                        detail: t('simulate.ticketDetail'),
                      },
                    ]
                  : []),
                ofStaff('counter', paths.staffCounter(officeId, siteId)),
                ofStaff('floor', paths.staffFloor(officeId, siteId)),
                ofStaff('reception', paths.staffReception(officeId, siteId)),
                ofStaff('kiosk', paths.staffKiosk(officeId, siteId)),
              ]}
            />
          </>
        )}
      </div>
    </Page>
  )
}
