import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { examples, gallery } from './gallery.tsx'
import { locales } from './platform/i18n/index.ts'
import { loadStylesheet, makeView } from './web/index.ts'

const stylesheet = loadStylesheet()
const viewOf = (locale: (typeof locales)[number]) =>
  makeView({ locale, here: '/_gallery/x', demo: true, stylesheet: stylesheet.path })

/** Most bytes over the wire of a first visit: page and stylesheet, both packed. */
const WEIGHT_MAX = 40 * 1024

/** Every example in both languages; a message that lacks makes the rendering throw. */
const rendered = locales.flatMap((locale) =>
  examples.map(({ name, page: _ }) => ({ name: `${name} (${locale})`, locale, html: gallery(viewOf(locale), name)! })),
)

const all = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map((match) => match[1]!)

test('every example is a whole page with one h1 and a title', () => {
  for (const { name, html, locale } of rendered) {
    assert.ok(html.startsWith(`<!doctype html><html lang="${locale}">`), name)
    assert.equal(all(html, /<(h1)[\s>]/g).length, 1, `${name}: one h1`)
    assert.match(html, /<title>[^<]+ · Giliran<\/title>/, name)
    assert.match(html, /<main id="main"/, name)
  }
})

test('ids are unique, and every label, description and link of the page finds its own', () => {
  for (const { name, html } of rendered) {
    const ids = all(html, / id="([^"]*)"/g)
    assert.deepEqual(ids, [...new Set(ids)], `${name}: ids`)
    const isAlone = !name.startsWith('page-')
    const named = [...all(html, / for="([^"]*)"/g), ...all(html, / aria-(?:describedby|labelledby)="([^"]*)"/g)]
    for (const id of named.flatMap((text) => text.split(' '))) assert.ok(ids.includes(id), `${name}: no id ${id}`)
    if (isAlone) continue
    for (const id of all(html, / href="#([^"]*)"/g)) assert.ok(ids.includes(id), `${name}: #${id} leads nowhere`)
  }
})

test('no script, no style in attributes, no picture, nothing from elsewhere', () => {
  for (const { name, html } of rendered) {
    assert.doesNotMatch(html, /<script|<img|<iframe| style=| on[a-z]+=|javascript:/i, name)
    const fetched = all(html, /<link rel="[a-z]+" href="([^"]*)"/g)
    assert.ok(fetched.every((href) => href === stylesheet.path || href.startsWith('data:')), name)
  }
})

test('what was typed or is looked for cannot become markup', () => {
  const page = gallery(viewOf('id'), 'page-offices-none')!
  assert.ok(page.includes('&lt;Atlantis'))
  assert.ok(!page.includes('<Atlantis'))
})

test('with errors the title begins with their count or with what happened', () => {
  const titleOf = (name: string): string => all(gallery(viewOf('id'), name)!, /<title>([^<]*)</g)[0]!
  assert.equal(titleOf('page-who'), 'Siapa yang datang · Giliran')
  assert.equal(titleOf('page-who-errors'), 'Ada 2 isian yang perlu diperbaiki: Siapa yang datang · Giliran')
  assert.equal(titleOf('page-hour-taken'), 'Pukul 08.30 baru saja penuh: Pilih jam · Giliran')
  assert.equal(titleOf('page-move-hour-errors'), 'Ada 2 isian yang perlu diperbaiki: Ubah jam · Giliran')
})

test('a first visit to any page takes at most 40 KB', () => {
  for (const { name, html } of rendered) {
    const bytes = gzipSync(html).length + stylesheet.gzip.length
    assert.ok(bytes <= WEIGHT_MAX, `${name}: ${bytes} bytes`)
  }
})

test('a page says everything about itself in one language', () => {
  for (const { name, html, locale } of rendered.filter((one) => one.name.startsWith('page-'))) {
    const frame = locale === 'id' ? 'tidak dibayar kepada' : 'are never paid to'
    const other = locale === 'id' ? 'are never paid to' : 'tidak dibayar kepada'
    assert.ok(html.includes(frame) && !html.includes(other), name)
  }
})
