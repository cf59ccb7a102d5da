import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { loadStylesheet, minifyCss, serveAsset } from './assets.ts'

test('minifying keeps strings, calc() and selectors', () => {
  const css = `
    /* a comment { with; braces } */
    .a > .b , .c :first-child { width: calc( 1px + 2px ); content: "x  ;  y" }
    .d { --v: url("data:a,b  c/* d */"); }
    @media (min-width: 48em) { a:hover { color: red } }`
  assert.equal(
    minifyCss(css),
    '.a > .b,.c :first-child{width:calc( 1px + 2px );content:"x  ;  y"}' +
      '.d{--v:url("data:a,b  c/* d */")}@media (min-width: 48em){a:hover{color:red}}',
  )
})

test('the stylesheet is named by its content and kept for ever', () => {
  const asset = loadStylesheet()
  assert.match(asset.path, /^\/assets\/giliran-[0-9a-f]{12}\.css$/)
  assert.equal(loadStylesheet().path, asset.path)
  assert.deepEqual(gunzipSync(asset.gzip), asset.plain)
  assert.deepEqual(brotliDecompressSync(asset.brotli), asset.plain)
  assert.match(serveAsset(asset, undefined).headers['cache-control']!, /immutable/)
})

test('the best packing that the reader takes', () => {
  const asset = loadStylesheet()
  const encodingFor = (accept: string | undefined) => serveAsset(asset, accept).headers['content-encoding']
  assert.equal(encodingFor('gzip, deflate, br, zstd'), 'br')
  assert.equal(encodingFor('gzip;q=1.0, br;q=0'), 'gzip')
  assert.equal(encodingFor('br;q=0.0, identity'), undefined)
  assert.equal(encodingFor(undefined), undefined)
  assert.equal(serveAsset(asset, 'br').body, asset.brotli)
  assert.equal(serveAsset(asset, '').body, asset.plain)
})
