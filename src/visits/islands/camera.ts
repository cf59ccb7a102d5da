/// <reference types="vite/client" />
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import binary from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** As browsers have it that read codes themselves (Shape Detection API). */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}
type DetectorClass = { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> }

export interface ScanOptions {
  signal: AbortSignal
  onRunning(): void
  onCode(text: string): void
}

/** The side of the picture that is looked at, in pixels: more is slower and reads no better. */
const SIDE_MAX = 960

/**
 * Shows the camera in `video` and reads it, picture by picture, until a code is there or
 * `signal` ends it. Throws where there is no camera, or it may not be used.
 */
export async function scanFrom(video: HTMLVideoElement, { signal, onRunning, onCode }: ScanOptions): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 } },
    audio: false,
  })
  const end = (): void => stream.getTracks().forEach((track) => track.stop())
  if (signal.aborted) return end()
  signal.addEventListener('abort', end)
  try {
    video.srcObject = stream
    await video.play()
    onRunning()
    const text = await firstCode(video, signal)
    if (text !== undefined) onCode(text)
  } finally {
    // Also where it cannot be shown or read: a camera that stays on looks at people.
    end()
  }
}

/** Undefined: ended first. */
async function firstCode(video: HTMLVideoElement, signal: AbortSignal): Promise<string | undefined> {
  const read = (await nativeReader()) ?? wasmReader()
  while (!signal.aborted) {
    const text = await read(video)
    if (text !== undefined && !signal.aborted) return text
    await nextPicture()
  }
  return undefined
}

const nextPicture = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve))

type Read = (video: HTMLVideoElement) => Promise<string | undefined>

async function nativeReader(): Promise<Read | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass }
  if (!BarcodeDetector || !(await BarcodeDetector.getSupportedFormats()).includes('qr_code')) return undefined
  const detector = new BarcodeDetector({ formats: ['qr_code'] })
  return async (video) => (await detector.detect(video))[0]?.rawValue
}

function wasmReader(): Read {
  // Ours, from this server: the library would ask a CDN.
  prepareZXingModule({ overrides: { locateFile: () => binary } })
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })!
  return async (video) => {
    const scale = Math.min(1, SIDE_MAX / Math.max(video.videoWidth, video.videoHeight, 1))
    canvas.width = Math.max(1, Math.round(video.videoWidth * scale))
    canvas.height = Math.max(1, Math.round(video.videoHeight * scale))
    pen.drawImage(video, 0, 0, canvas.width, canvas.height)
    const picture = pen.getImageData(0, 0, canvas.width, canvas.height)
    const [found] = await readBarcodes(picture, { formats: ['QRCode'], maxNumberOfSymbols: 1 })
    return found?.text
  }
}
