import { DemoRibbon } from '../../web/components/demo-ribbon.tsx'
import { Head, Island, type View } from '../../web/index.ts'
import type { DisplayData } from '../islands/display.island.tsx'
import { onlyCounters } from '../islands/hall-calls.ts'
import { HallScreen } from '../islands/hall-screen.tsx'
import english from './messages.display.en.ts'
import indonesian from './messages.display.id.ts'

export interface DisplayPageProps {
  view: View
  theme: 'dark' | 'light'
  data: Omit<DisplayData, 'words' | 'locale'>
}

/** Without script the page is asked for again so often, in seconds. */
const REFRESH_S = 10

/**
 * The screen in the hall: numbers and counters, never a name. It opens with the facts of now,
 * which its island then keeps; without script it loads itself again.
 */
export function DisplayPage({ view, theme, data }: DisplayPageProps) {
  const { locale } = view
  const words = locale === 'id' ? indonesian : english
  const hall = onlyCounters(data.hall, data.counters)
  return (
    <html lang={locale} data-theme={theme}>
      <Head view={view} title={`${words.title}, ${hall.office}`} unlisted>
        <noscript><meta http-equiv="refresh" content={String(REFRESH_S)} /></noscript>
      </Head>
      <body class="display">
        {view.demo && <DemoRibbon view={view} wrap="ribbon" />}
        <Island view={view} name="display" data={{ ...data, words, locale } satisfies DisplayData}>
          <div class="hall">
            <HallScreen words={words} locale={locale} hall={hall} nowMs={Date.parse(hall.now)} />
          </div>
        </Island>
      </body>
    </html>
  )
}
