import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

// The library would fetch its own binary from the network; its package has it.
const binary = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(binary).buffer } })

/** What a scanner reads from a picture (PNG) that holds one QR code. */
export async function readQr(picture: Buffer): Promise<string> {
  const found = await readBarcodes(new Uint8Array(picture), { formats: ['QRCode'] })
  assert.equal(found.length, 1, 'QR codes in the picture')
  return found[0]!.text
}
