import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { type BookDeps, formatCode, KEY_PATTERN, type Ticket, ticketOfKey } from '../../bookings/index.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { fieldText, formPageHeaders, patterns, renderPage, type Site, type View, viewAt } from '../../web/index.ts'
import { channels, type MessageChannel } from '../model.ts'
import type { Adapters } from '../open.ts'
import { setStop, toldBy } from '../stops.ts'
import { StopsPage, type StopsProps } from './stops.tsx'

export interface StopPageDeps {
  bookings: BookDeps
  adapters: Adapters
  site: Site
}

const params = Type.Object({ key: Type.String({ pattern: KEY_PATTERN }) }, { additionalProperties: false })
const ofKey = { schema: { params } }

/**
 * A ticket's messages. Whoever holds the link stops them, without a NIK: mail readers press
 * "unsubscribe" for their people (RFC 8058), and what was stopped is taken up again here.
 */
export function stopPages({ bookings, adapters, site }: StopPageDeps): (http: Http) => void {
  const deps = { ...bookings, adapters }
  const show = async (
    reply: FastifyReply,
    { view, ticket, news }: { view: View; ticket: Ticket; news?: StopsProps['news'] },
  ): Promise<FastifyReply> => {
    const page = StopsPage({
      view,
      ticketKey: ticket.key,
      code: formatCode(ticket.code),
      start: ticket.slot.startsAt.toZonedDateTimeISO(deps.offices.get(ticket.officeId)?.timeZone ?? 'UTC'),
      hasContact: ticket.contact.email !== undefined || ticket.contact.whatsapp !== undefined,
      ...(await toldBy(deps, ticket)),
      ...(news && { news }),
    })
    return sendPage(reply.headers(formPageHeaders), renderPage(page))
  }
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.ticketMessages), ofKey, async (request, reply) => {
        const ticket = await ticketOfKey(deps, request.params.key)
        return show(reply, { view: viewAt(site, request.raw.url ?? '/'), ticket, ...newsIn(request.query) })
      })
      const ofPost = { ...ofKey, config: { takesMultipart: true } }
      http.post(at(patterns.ticketMessages), ofPost, async (request, reply) => {
        const view = viewAt(site, request.raw.url ?? '/')
        const ticket = await ticketOfKey(deps, request.params.key)
        if (fieldText(request.body, 'List-Unsubscribe') === 'One-Click') {
          await setStop(deps, ticket, { channel: 'email', isStopped: true })
          // Answered at once: RFC 8058, section 3.1, wants no redirect.
          return show(reply, { view, ticket, news: { kind: 'stopped', channel: 'email' } })
        }
        const asked = askedIn(request.body)
        const isTold = asked && (await toldBy(deps, ticket)).ways.some(({ channel }) => channel === asked.channel)
        if (!isTold) return reply.redirect(view.paths.ticketMessages(ticket.key), 303)
        await setStop(deps, ticket, asked)
        const news = asked.isStopped ? 'stopped' : 'resumed'
        return reply.redirect(view.paths.ticketMessages(ticket.key, { news, channel: asked.channel }), 303)
      })
    })
  }
}

const channelIn = (source: unknown, name: string): MessageChannel | undefined => {
  const text = fieldText(source, name, 20)
  return channels.find((one) => one === text)
}

function askedIn(body: unknown): { channel: MessageChannel; isStopped: boolean } | undefined {
  const [stop, resume] = [channelIn(body, 'stop'), channelIn(body, 'resume')]
  if (stop) return { channel: stop, isStopped: true }
  return resume && { channel: resume, isStopped: false }
}

/** What has just happened, as the redirect said. */
function newsIn(query: unknown): Pick<StopsProps, 'news'> {
  const kind = fieldText(query, 'news', 10)
  const channel = channelIn(query, 'channel')
  return channel && (kind === 'stopped' || kind === 'resumed') ? { news: { kind, channel } } : {}
}
