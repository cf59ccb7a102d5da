import assert from 'node:assert/strict'
import { test } from 'node:test'
import { locales } from '../../platform/i18n/index.ts'
import { makeView, renderPage } from '../../web/index.ts'
import { HelpPage, HowSeatsPage, PrivacyPage } from './explain.tsx'
import { HomePage } from './home.tsx'

test('home, help, how seats are given and privacy speak of draws, in both languages', () => {
  const says = {
    id: {
      free: /gratis/i,
      hurry: /tidak perlu cepat/i,
      told: /pesan.*papan pengumuman/s,
      open: /Nama dan NIK tidak ada di/,
    },
    en: { free: /is free/, hurry: /hurry/, told: /by message.*board/s, open: /Names and NIKs are not in it/ },
  }
  for (const locale of locales) {
    const view = makeView({ locale, here: '/', demo: false, stylesheet: '/s.css' })
    const { free, hurry, told, open } = says[locale]
    const home = renderPage(<HomePage view={view} firstFree={[]} officeCount={143} />)
    for (const words of [free, hurry]) assert.match(home, words)
    for (const Page of [HowSeatsPage, HelpPage]) {
      const html = renderPage(<Page view={view} />)
      for (const words of [free, hurry, told]) assert.match(html, words)
    }
    assert.match(renderPage(<HowSeatsPage view={view} />), /7 hari sebelum|7 days before/)
    const privacy = renderPage(<PrivacyPage view={view} keep={{ entriesDays: 90, reportsDays: 730 }} />)
    assert.match(privacy, open)
    assert.match(privacy, /90/)
  }
})
