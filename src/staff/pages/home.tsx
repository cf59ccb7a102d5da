import { Button, Page, Rows, type View } from '../../web/index.ts'
import type { StaffMember } from '../door.ts'
import { actionsOf, type StaffAction } from '../rules.ts'

/** An office with the sites that have a hall. */
export interface HomeOffice {
  officeId: string
  name: string
  sites: readonly { siteId: string; name: string }[]
}

export interface HomeProps {
  view: View
  member: StaffMember
  offices: readonly HomeOffice[]
}

/** Which right opens which screen. */
const screens = [
  { action: 'floor.checkIn', say: 'staff.home.reception', path: 'staffReception' },
  { action: 'floor.call', say: 'staff.home.counter', path: 'staffCounter' },
  { action: 'floor.supervise', say: 'staff.home.floor', path: 'staffFloor' },
] as const satisfies readonly { action: StaffAction; say: string; path: keyof View['paths'] }[]

/** Where staff begin: the screens of their role, site by site. */
export function HomePage({ view, member, offices }: HomeProps) {
  const { t, paths } = view
  const title = t('staff.home.title')
  const open = screens.filter(({ action }) => actionsOf[member.role].includes(action))
  return (
    <Page view={view} title={title} unlisted>
      <div class="stack">
        <h1>{title}</h1>
        <p>{t('staff.home.who', { name: member.displayName, role: t(`staff.roles.${member.role}`) })}</p>
        {open.length === 0 && <p>{t('staff.home.figures')}</p>}
        {open.length > 0 && offices.length === 0 && <p>{t('staff.home.none')}</p>}
        {open.length > 0 && offices.map(({ officeId, name, sites }) => (
          <section class="stack" key={officeId}>
            <h2>{name}</h2>
            {sites.map((site) => (
              <Rows
                key={site.siteId}
                rows={open.map(({ say, path }) => ({
                  href: paths[path](officeId, site.siteId),
                  title: t(say),
                  detail: site.name,
                }))}
              />
            ))}
          </section>
        ))}
        <form method="post" action={paths.staffSignOut()}>
          <Button kind="second">{t('staff.home.signOut')}</Button>
        </form>
      </div>
    </Page>
  )
}
