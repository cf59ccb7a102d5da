import type { ComponentChildren } from 'preact'
import { inLanguage } from '../paths.ts'
import type { View } from '../view.ts'
import { DemoRibbon } from './demo-ribbon.tsx'
import { Mark } from './mark.tsx'

export interface PageProps {
  view: View
  /** What the page is about. An error's count or an alert goes before it, the name behind. */
  title: string
  /** Said first in the title: "Ada 2 isian yang perlu diperbaiki". */
  alert?: string
  /** Two columns on a wide screen. */
  wide?: boolean
  /** Not for search engines: everything with somebody's data in it. */
  unlisted?: boolean
  /** Without script the page is asked for again so often, in seconds: for what changes by itself. */
  refreshSeconds?: number
  children: ComponentChildren
}

/** The mark as the tab's icon, in the page: no second request. */
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 40'%3E%3Cg fill='%2322336b'%3E" +
  "%3Cellipse cx='10.5' cy='10.5' rx='11.5' ry='6.6' transform='rotate(45 10.5 10.5)'/%3E" +
  "%3Cellipse cx='10.5' cy='29.5' rx='11.5' ry='6.6' transform='rotate(-45 10.5 29.5)'/%3E" +
  "%3Cellipse cx='29.5' cy='29.5' rx='11.5' ry='6.6' transform='rotate(45 29.5 29.5)'/%3E%3C/g%3E" +
  "%3Cellipse cx='29.5' cy='10.5' rx='11.5' ry='6.6' transform='rotate(-45 29.5 10.5)' fill='%23f2a60d'/%3E%3C/svg%3E"

interface HeadProps extends Pick<PageProps, 'view' | 'title' | 'alert' | 'unlisted'> {
  /** More that belongs in the head. */
  children?: ComponentChildren
}

export function Head({ view, title, alert, unlisted, children }: HeadProps) {
  const said = alert ? `${alert}: ${title}` : title
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      {/* A NIK is not a telephone number. */}
      <meta name="format-detection" content="telephone=no" />
      {unlisted && <meta name="robots" content="noindex" />}
      <title>{`${said} · ${view.t('web.brand')}`}</title>
      <link rel="icon" href={icon} />
      <link rel="stylesheet" href={view.stylesheet} />
      {children}
    </head>
  )
}

/** The frame of every public page. */
export function Page({ view, title, alert, wide, unlisted, refreshSeconds, children }: PageProps) {
  const wrap = wide ? 'wrap wide' : 'wrap'
  return (
    <html lang={view.locale}>
      <Head view={view} title={title} alert={alert} unlisted={unlisted}>
        {refreshSeconds && <noscript><meta http-equiv="refresh" content={String(refreshSeconds)} /></noscript>}
      </Head>
      <body>
        <a class="skip" href="#main">{view.t('web.skip')}</a>
        {view.demo && <DemoRibbon view={view} wrap={wrap} />}
        <Header view={view} wrap={wrap} />
        <main id="main" class={wrap} tabIndex={-1}>{children}</main>
        <Footer view={view} wrap={wrap} />
      </body>
    </html>
  )
}

function Header({ view: { t, paths, locale, here }, wrap }: { view: View; wrap: string }) {
  const other = locale === 'id' ? 'en' : 'id'
  return (
    <header class="top">
      <div class={wrap}>
        <a class="brand" href={paths.home()}><Mark />{t('web.brand')}</a>
        <a class="lang" href={inLanguage(here, other)} hreflang={other} lang={other}>{t('web.otherLanguage')}</a>
      </div>
    </header>
  )
}

function Footer({ view: { t, paths }, wrap }: { view: View; wrap: string }) {
  return (
    <footer class="foot">
      <div class={wrap}>
        <ul>
          <li><a href={paths.help()}>{t('web.links.help')}</a></li>
          <li><a href={paths.howSeatsAreGiven()}>{t('web.links.howSeatsAreGiven')}</a></li>
          <li><a href={paths.privacy()}>{t('web.links.privacy')}</a></li>
          <li><a href={paths.reportBrokers()}>{t('web.links.reportBrokers')}</a></li>
        </ul>
        <p>{t('web.free')}</p>
      </div>
    </footer>
  )
}
