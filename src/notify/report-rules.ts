import type { MessageChannel, MessageState } from './model.ts'
import type { Report } from './webhooks.ts'

/** As much of a message as decides what a report changes. */
export interface Standing {
  state: MessageState
  /** By which it was sent, or was last tried. */
  channel: MessageChannel | undefined
  refused: readonly MessageChannel[]
  providerId: string | undefined
}

/**
 *   waiting, sending --sent--> sent --delivered--> delivered
 *   waiting, sending, dead --delivered--> delivered
 *   waiting, sending, sent --failed--> waiting, for the next channel
 *
 * Reports come late, out of order and more than once. What lies behind the message changes
 * nothing: "sent" of a channel that has failed, "failed" of another try, anything once it is
 * delivered. undefined: nothing changes.
 */
export function afterReport(standing: Standing, report: ReportPart): 'sent' | 'delivered' | 'next' | undefined {
  const { state, refused } = standing
  const isInTheAir = state === 'waiting' || state === 'sending'
  switch (report.state) {
    case 'sent':
      return isInTheAir && !refused.includes(report.channel) ? 'sent' : undefined
    case 'delivered':
      return isInTheAir || state === 'dead' || isSentAs(standing, report) ? 'delivered' : undefined
    case 'failed':
      return (isInTheAir && !refused.includes(report.channel)) || isSentAs(standing, report) ? 'next' : undefined
  }
}

type ReportPart = Pick<Report, 'channel' | 'state' | 'providerId'>

/** Sent by this channel, and not at another try that it calls otherwise. */
function isSentAs({ state, channel, providerId }: Standing, report: ReportPart): boolean {
  const isOther = providerId !== undefined && report.providerId !== undefined && providerId !== report.providerId
  return state === 'sent' && channel === report.channel && !isOther
}
