import { DemoRibbon } from '../../web/components/demo-ribbon.tsx'
import { Head, Island, type View } from '../../web/index.ts'
import { fill } from '../../web/islands/fill.ts'
import type { KioskData } from '../islands/kiosk-machine.tsx'
import { KioskHead } from '../islands/kiosk-parts.tsx'
import english from './messages.kiosk.en.ts'
import indonesian from './messages.kiosk.id.ts'

export const kioskWords = ({ locale }: Pick<View, 'locale'>) => (locale === 'id' ? indonesian : english)

export interface KioskPageProps {
  view: View
  data: Omit<KioskData, 'words'>
  /** "08.14" */
  hour: string
}

/** The screen near the door at which people check in themselves: portrait, touched, opened by staff. */
export function KioskPage({ view, data, hour }: KioskPageProps) {
  const words = kioskWords(view)
  const office = `${words.office} ${data.place.name}`
  return (
    <html lang={view.locale}>
      <Head view={view} title={fill(words.title, { office })} unlisted />
      <body class="kiosk">
        {view.demo && <DemoRibbon view={view} wrap="ribbon" />}
        <Island view={view} name="kiosk" data={{ ...data, words } satisfies KioskData}>
          <div class="k">
            <KioskHead words={words} place={data.place} time={{ hour, day: data.day }} />
            <main id="main">
              <h1>{words.start.heading}</h1>
              <noscript><p class="k-lead">{words.needsScript}</p></noscript>
            </main>
          </div>
        </Island>
      </body>
    </html>
  )
}
