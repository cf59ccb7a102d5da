import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadStylesheet, makeView, renderPage } from '../../web/index.ts'
import { readReferenceData } from '../reference.ts'
import { OfficeListPage } from './list.tsx'

test('all offices are on one page, by province, and it weighs under 40 KB before packing', async () => {
  const { offices } = await readReferenceData()
  const stylesheet = loadStylesheet()
  const view = makeView({ locale: 'id', here: '/offices', demo: true, stylesheet: stylesheet.path })
  const rows = offices.map(({ officeId, name, province }) => ({ id: officeId, name, province, bookable: false }))
  const html = renderPage(<OfficeListPage view={view} offices={rows} />)
  for (const { id } of rows) assert.ok(html.includes(`href="/offices/${id}"`), id)
  assert.equal(html.match(/<h2 /g)?.length, new Set(rows.map(({ province }) => province)).size)
  assert.ok(Buffer.byteLength(html) + stylesheet.gzip.length <= 40 * 1024)
})
