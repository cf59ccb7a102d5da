import { BackLink, Button, Note, Page, StateWord, type StopNews, type View } from '../../web/index.ts'
import type { MessageChannel } from '../model.ts'
import { maskAddress } from '../proof-rules.ts'
import type { ToldBy } from '../stops.ts'

export interface StopsProps {
  view: View
  ticketKey: string
  /** As it is written on the ticket. */
  code: string
  start: Temporal.ZonedDateTime
  hasContact: boolean
  /** In the office's order. */
  ways: readonly ToldBy[]
  /** What is stopped is stopped for all turns of the contact. */
  isProved: boolean
  /** What has just happened, and to which of them. */
  news?: { kind: StopNews; channel: MessageChannel }
}

/** By which ways the holder of a ticket is told, each to be stopped and taken up again. */
export function StopsPage(props: StopsProps) {
  const { view, ticketKey, code, start, ways, news } = props
  const { t, dates, paths } = view
  return (
    <Page view={view} title={t('notify.stops.title')} unlisted>
      <div class="stack">
        <h1>{t('notify.stops.title')}</h1>
        {news && (
          <p role="status" class="note">
            {t(`notify.stops.news.${news.kind}`, { channel: t(`notify.words.channels.${news.channel}`) })}
          </p>
        )}
        {ways.length === 0 ? <Nobody {...props} /> : (
          <>
            <p>{t('notify.stops.lead', { when: dates.moment(start) })}</p>
            {ways.every(({ isStopped }) => isStopped) && <Note>{t('notify.stops.allOff')}</Note>}
            <ol class="ways">
              {ways.map((one) => <Way key={one.channel} view={view} ticketKey={ticketKey} told={one} />)}
            </ol>
            <Reach {...props} />
            <Missed view={view} />
          </>
        )}
        {view.demo && ways.length > 0 && (
          <Note>{t('notify.stops.demo')} <a href={paths.outbox({ code })}>{t('notify.stops.outbox')}</a></Note>
        )}
        <BackLink href={paths.ticket(ticketKey)}>{t('notify.stops.back')}</BackLink>
      </div>
    </Page>
  )
}

function Way({ view: { t, paths }, ticketKey, told }: Pick<StopsProps, 'view' | 'ticketKey'> & { told: ToldBy }) {
  const { channel, to, isStopped } = told
  const name = t(`notify.words.channels.${channel}`)
  return (
    <li>
      <form class="stack" method="post" action={paths.ticketMessages(ticketKey)}>
        <h2>{name}</h2>
        <p>
          <StateWord shape={isStopped ? 'shut' : 'many'}>
            {t(isStopped ? 'notify.stops.off' : 'notify.stops.on')}
          </StateWord>
          {channel !== 'push' && <span class="hint">{t('notify.stops.to', { contact: maskAddress(to) })}</span>}
        </p>
        <Button kind="second" name={isStopped ? 'resume' : 'stop'} value={channel}>
          {t(isStopped ? 'notify.stops.resume' : 'notify.stops.stop', { channel: name })}
        </Button>
      </form>
    </li>
  )
}

/** How far a stop reaches, and how it reaches further. */
function Reach({ view: { t, paths }, ticketKey, isProved }: StopsProps) {
  if (isProved) return <p>{t('notify.stops.everywhere')}</p>
  return <p>{t('notify.stops.here')} <a href={paths.ticketCode(ticketKey)}>{t('notify.stops.prove')}</a></p>
}

const missed = ['closed', 'reminder', 'called', 'changes'] as const

function Missed({ view: { t } }: { view: View }) {
  return (
    <section class="stack">
      <h2>{t('notify.stops.missed')}</h2>
      <ul class="points">{missed.map((one) => <li key={one}>{t(`notify.stops.missedList.${one}`)}</li>)}</ul>
      <p>{t('notify.stops.still')}</p>
    </section>
  )
}

function Nobody({ view: { t, paths }, ticketKey, hasContact }: StopsProps) {
  return (
    <>
      <p><b>{t(hasContact ? 'notify.stops.noChannel' : 'notify.stops.noContact')}</b></p>
      <p>{t(hasContact ? 'notify.stops.noChannelHow' : 'notify.stops.noContactHow')}</p>
      {!hasContact && <p><a href={paths.ticketContact(ticketKey)}>{t('notify.stops.giveContact')}</a></p>}
    </>
  )
}
