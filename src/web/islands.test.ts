import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { renderToString } from 'preact-render-to-string'
import { Island } from './components/island.tsx'
import { loadIslands } from './islands.ts'
import { makeView } from './view.ts'

function emptyFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'giliran-islands-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('islands are built once: what starts at the same time, or later, serves the same', async (t) => {
  const cache = emptyFolder(t)
  const old = join(cache, 'of-code-that-is-gone')
  mkdirSync(old)
  utimesSync(old, 0, 0)
  const together = await Promise.all([loadIslands(cache), loadIslands(cache)])
  const later = await loadIslands(cache)
  const pathsOf = ({ assets }: typeof later) => assets.map(({ path }) => path).toSorted()
  for (const one of together) assert.deepEqual(pathsOf(one), pathsOf(later))
  assert.equal(readdirSync(cache).length, 1, 'one build stays: no folder that was being written, nor an old one')
  const { script } = later.of('staff-page')
  const asset = later.assets.find(({ path }) => path === script)!
  assert.match(script, /^\/assets\/staff-page-[\w-]{8}\.js$/)
  assert.match(asset.contentType, /^text\/javascript/)
  assert.deepEqual(brotliDecompressSync(asset.brotli), asset.plain)
})

test('where nothing can be kept, islands are served all the same', async (t) => {
  const file = join(emptyFolder(t), 'a-file')
  writeFileSync(file, '')
  const islands = await loadIslands(join(file, 'below'))
  assert.ok(islands.assets.length > 0)
})

test('an unknown island is a mistake of ours', async () => {
  const islands = await loadIslands()
  assert.throws(() => islands.of('nowhere'), /no island nowhere/)
})

test('the script that is loaded plainly imports nothing', async () => {
  const islands = await loadIslands()
  const { script, shared } = islands.of('staff-page')
  assert.deepEqual(shared, [])
  assert.doesNotMatch(islands.assets.find(({ path }) => path === script)!.plain.toString(), /\bimport\b|\bexport\b/)
})

test("an island's data cannot end its script", async () => {
  const islands = await loadIslands()
  const view = makeView({ locale: 'id', here: '/', demo: false, stylesheet: '', islands })
  const data = { name: '</script><script>alert(1)</script><!--' }
  const html = renderToString(Island({ view, name: 'staff-page', data }))
  const [, json] = /<script type="application\/json" id="data-staff-page">(.*?)<\/script>/.exec(html)!
  assert.deepEqual(JSON.parse(json!), data)
  assert.equal(html.match(/<script/g)!.length, 2)
})
