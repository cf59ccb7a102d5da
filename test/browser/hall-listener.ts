import { readFileSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { ensureChromium } from '../chromium.ts'

interface Piece {
  name: string
  startMs: number
  endMs: number
}

const languages = ['id', 'en'] as const

/** What lies where in a file of sounds: see reference/sounds/make.sh. */
export function piecesOf(language: (typeof languages)[number]): Piece[] {
  const text = readFileSync(new URL(`../../reference/sounds/${language}.json`, import.meta.url), 'utf8')
  return Object.entries(JSON.parse(text) as Record<string, [number, number]>).map(([name, [startMs, endMs]]) => ({
    name,
    startMs,
    endMs,
  }))
}

/** A browser as a television set has it; `mayPlay`: with the flag that lets it play unasked. */
export function launchHallBrowser({ mayPlay }: { mayPlay: boolean }): Promise<Browser> {
  const autoplay = `--autoplay-policy=${mayPlay ? 'no-user-gesture-required' : 'document-user-activation-required'}`
  return chromium.launch({
    executablePath: ensureChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--mute-audio', autoplay],
  })
}

interface Scheduled {
  /** Of the file it is cut from, in seconds. */
  seconds: number
  offset: number
  at: number
}

interface Listening {
  scheduled: Scheduled[]
  spoken: number[]
}

/** From the page's next load on, keeps what its audio is told to play, and which calls it says to have spoken. */
export async function listenIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const listening: Listening = { scheduled: [], spoken: [] }
    Object.assign(globalThis, { listening })
    const start = AudioBufferSourceNode.prototype.start
    AudioBufferSourceNode.prototype.start = function (at = 0, offset = 0, duration?: number) {
      listening.scheduled.push({ seconds: this.buffer?.duration ?? 0, offset, at })
      return start.call(this, at, offset, duration)
    }
    new MutationObserver(() => {
      const seq = document.querySelector<HTMLElement>('.hall')?.dataset.spoken
      if (seq && Number(seq) !== listening.spoken.at(-1)) listening.spoken.push(Number(seq))
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-spoken'] })
  })
}

const listeningOf = (page: Page): Promise<Listening> =>
  page.evaluate(() => (globalThis as unknown as { listening: Listening }).listening)

/** seq of each call that was spoken to its end, in order. */
export async function spokenBy(page: Page): Promise<number[]> {
  return (await listeningOf(page)).spoken
}

/** Each piece that was played, "id letter-a", in order. Throws where one would sound into another. */
export async function heardBy(page: Page): Promise<string[]> {
  const { scheduled } = await listeningOf(page)
  // Their files are told apart by their length.
  const all = languages.map((language) => ({ language, pieces: piecesOf(language) }))
  let freeAt = 0
  return scheduled.map(({ seconds, offset, at }) => {
    const found = all
      .filter(({ pieces }) => Math.abs(pieces.at(-1)!.endMs / 1000 - seconds) < 0.5)
      .flatMap(({ language, pieces }) => pieces.map((piece) => ({ language, ...piece })))
      .find(({ startMs }) => Math.abs(startMs - offset * 1000) < 1)
    if (!found) throw new Error(`no piece begins ${offset} s into a file of ${seconds} s`)
    if (at < freeAt) throw new Error(`${found.name} begins at ${at}, before ${freeAt}`)
    freeAt = at + (found.endMs - found.startMs) / 1000
    return `${found.language} ${found.name}`
  })
}
