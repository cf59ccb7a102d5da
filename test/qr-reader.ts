import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { scanRGBABuffer } from '@undecaf/zbar-wasm'
import { PNG } from 'pngjs'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

// The library would fetch its own binary from the network; its package has it.
const binary = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(binary).buffer } })

/** What scanners read from a picture (PNG) that holds one QR code: ZXing, which we use ourselves, and ZBar alike. */
export async function readQr(picture: Buffer): Promise<string> {
  const byZXing = await readBarcodes(new Uint8Array(picture), { formats: ['QRCode'] })
  assert.equal(byZXing.length, 1, 'QR codes in the picture')
  const { data, width, height } = PNG.sync.read(picture)
  const pixels = new Uint8Array(data).buffer
  const byZBar = await scanRGBABuffer(pixels, width, height)
  const [text] = byZBar.map((symbol) => symbol.decode())
  assert.equal(text, byZXing[0]!.text, 'ZBar and ZXing read the same')
  return byZXing[0]!.text
}
