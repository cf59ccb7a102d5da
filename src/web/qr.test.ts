import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode } from 'uqr'
import { qrSvg } from './qr.ts'

/** Draws the path again: "M3 0h7v1H3z" is seven dark modules of row 0 from column 3 on. */
function drawn(path: string, size: number): boolean[][] {
  const modules = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    modules[Number(y)]!.fill(true, Number(x), Number(x) + Number(width))
  }
  return modules
}

test('the path draws exactly the code, with four modules of quiet zone', () => {
  const payload = `GLR${'A7'.repeat(64)}`
  const svg = qrSvg(payload, 'Kode QR')
  const { data, size } = encode(payload, { ecc: 'M', border: 0 })
  assert.ok(svg.includes(`viewBox="-4 -4 ${size + 8} ${size + 8}"`))
  const path = /fill="#000" d="([^"]*)"/.exec(svg)![1]!
  assert.deepEqual(drawn(path, size), data)
})

test('the label cannot become markup', () => {
  assert.ok(qrSvg('A', '"><b>').includes('aria-label="&#34;&#62;&#60;b&#62;"'))
})
