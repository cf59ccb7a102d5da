import { Button, Page, Rows, type View } from '../../web/index.ts'
import type { StaffMember } from '../door.ts'
import { isAllowed } from '../rules.ts'
import { rooms } from './rooms.ts'

/** An office with the sites that have a hall. */
export interface HomeOffice {
  officeId: string
  name: string
  sites: readonly { siteId: string; name: string }[]
  /** Days are given by draw here, and what is given back is offered down the order. */
  givesByDraw?: boolean
}

export interface HomeProps {
  view: View
  member: StaffMember
  offices: readonly HomeOffice[]
}

/** Where staff begin: the screens of their role, site by site. */
export function HomePage({ view, member, offices }: HomeProps) {
  const { t, paths } = view
  const title = t('staff.home.title')
  const open = rooms.filter(({ action }) => isAllowed(member, action))
  const seesFigures = isAllowed(member, 'figures.see')
  const shown = open.length > 0 || seesFigures ? offices : []
  return (
    <Page view={view} title={title} unlisted>
      <div class="stack">
        <h1>{title}</h1>
        <p>{t('staff.home.who', { name: member.displayName, role: t(`staff.roles.${member.role}`) })}</p>
        {open.length === 0 && <p>{t('staff.home.figures')}</p>}
        {open.length > 0 && offices.length === 0 && <p>{t('staff.home.none')}</p>}
        {shown.map(({ officeId, name, sites, givesByDraw }) => (
          <section class="stack" key={officeId}>
            <h2>{name}</h2>
            {open.length > 0 && sites.map((site) => (
              <Rows
                key={site.siteId}
                rows={open.map(({ name: room, path }) => ({
                  href: paths[path](officeId, site.siteId),
                  title: t(`staff.home.${room}`),
                  detail: site.name,
                }))}
              />
            ))}
            {givesByDraw && isAllowed(member, 'desk.book', officeId) && (
              <Rows
                rows={[
                  { href: paths.staffDraw(officeId), title: t('staff.home.draws'), detail: name },
                  { href: paths.staffOffers(officeId), title: t('staff.home.offers'), detail: name },
                ]}
              />
            )}
            {seesFigures && (
              <Rows rows={[{ href: paths.staffMessages(officeId), title: t('staff.home.messages'), detail: name }]} />
            )}
          </section>
        ))}
        {isAllowed(member, 'brokerReports.read') && (
          <Rows rows={[{ href: paths.staffBrokerReports(), title: t('staff.home.brokerReports') }]} />
        )}
        <form method="post" action={paths.staffSignOut()}>
          <Button kind="second">{t('staff.home.signOut')}</Button>
        </form>
      </div>
    </Page>
  )
}
