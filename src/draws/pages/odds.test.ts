import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeView, renderPage } from '../../web/index.ts'
import type { GroupTable } from '../statistics.ts'
import { Odds } from './draw.tsx'
import { islandData } from './verify.tsx'

// Goal: the result's page accuses a draw of unevenness exactly where the page that checks it does.
const view = makeView({ locale: 'id', here: '/', demo: false, stylesheet: '/s.css' })
const saidOf = (p: number): string => {
  const table: GroupTable = { by: 'size', rows: [], test: { chiSquare: 10, degrees: 2, p } }
  return renderPage(Odds({ view, table }))
}

test('an uneven table is one below the p that the page to check it names', () => {
  const { evennessText } = islandData(view, 'wonosobo.uji', undefined).words
  assert.match(evennessText, /di bawah 0,001 patut dicurigai/)
  // As one honest draw in eighty has in some of its three tables.
  assert.match(saidOf(0.004), /Tidak ada tanda undian berat sebelah/)
  assert.match(saidOf(0.0009), /Laporkan ke kantor pusat/)
})
