import type { ComponentChildren } from 'preact'
import { inLanguage } from '../paths.ts'
import type { View } from '../view.ts'
import { DemoRibbon } from './demo-ribbon.tsx'
import { islandsOf } from './island.tsx'
import { Mark } from './mark.tsx'
import { Head } from './page.tsx'

/** The rooms of the staff that the bar leads to. */
export type StaffRoom = 'counter' | 'reception' | 'floor' | 'draws' | 'messages' | 'schedule' | 'reports'

export interface StaffLink {
  room: StaffRoom
  href: string
  /** This page is it. */
  current?: boolean
}

/** What the bar says: who is here, where, when, and where to go. */
export interface StaffBar {
  /** Only what the member may see. */
  links: readonly StaffLink[]
  /** "Rina Wulandari" */
  name: string
  /** What she is here: "Loket 3", "Pengawas". */
  as: string
  /** "Kantor Wonosobo" */
  office: string
  /** In the office's own zone: the clock goes on from it. */
  now: Temporal.ZonedDateTime
  /** Where the sign-out form goes. */
  signOutTo: string
}

export interface StaffPageProps {
  view: View
  title: string
  bar: StaffBar
  /** A screen to work at: fits one screenful where there is room for it. Else a page like any other. */
  screen?: 'counter' | 'floor' | 'reception'
  children: ComponentChildren
}

/** The frame of every page for staff. Its scripts set the theme, move the clock, and forget the day at sign-out. */
export function StaffPage({ view, title, bar, screen, children }: StaffPageProps) {
  const { t, locale, staffStylesheet } = view
  if (!staffStylesheet) throw new Error('this page is for staff, so its site needs their stylesheet')
  return (
    <html lang={locale}>
      <Head view={{ ...view, stylesheet: staffStylesheet }} title={title} unlisted>
        <script src={islandsOf(view).of('staff-page').script} />
      </Head>
      <body class={screen ? 'staff screen' : 'staff'}>
        <a class="skip" href="#main">{t('web.skip')}</a>
        {view.demo && <DemoRibbon view={view} wrap="ribbon" />}
        <Bar view={view} bar={bar} />
        <main id="main" class={screen ? `desk ${screen}` : 'narrow'} tabIndex={-1}>{children}</main>
      </body>
    </html>
  )
}

function Bar({ view, bar }: Pick<StaffPageProps, 'view' | 'bar'>) {
  const { t, dates, locale, here, paths } = view
  const other = locale === 'id' ? 'en' : 'id'
  return (
    <header class="sbar">
      <a class="brand" href={paths.home()}><Mark ground="cloth" />{t('web.brand')}</a>
      <nav aria-label={t('web.staff.rooms')}>
        <ul>
          {bar.links.map(({ room, href, current }) => (
            <li key={room}>
              <a href={href} aria-current={current ? 'page' : undefined}>{t(`web.staff.room.${room}`)}</a>
            </li>
          ))}
        </ul>
      </nav>
      <p><b>{bar.as}</b> · {bar.name}</p>
      <p>{bar.office}</p>
      <a class="lang" href={inLanguage(here, other)} hreflang={other} lang={other}>{t('web.otherLanguage')}</a>
      <button type="button" class="theme" data-theme-switch>
        <span class="to-dark">{t('web.staff.toDark')}</span>
        <span class="to-light">{t('web.staff.toLight')}</span>
      </button>
      <form method="post" action={bar.signOutTo}><button>{t('web.staff.signOut')}</button></form>
      <script type="module" src={islandsOf(view).of('sign-out').script} />
      <time class="clock" dateTime={bar.now.toString({ timeZoneName: 'never', smallestUnit: 'second' })}>
        {dates.hour(bar.now)}
      </time>
    </header>
  )
}
