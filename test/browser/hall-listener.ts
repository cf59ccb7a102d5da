import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../chromium.ts'

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
  return launchBrowser({ args: ['--mute-audio', autoplay] })
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
  /** "24 Silakan, nomor A-018": which call was heard, and what stood large at any moment of it. */
  shown: string[]
}

/** A call takes seven seconds to say: the page's own audio clock runs so many times as fast. */
const PACE = 8

/**
 * From the page's next load on, keeps what its audio is told to play, in the page's own time,
 * and which calls it says to have spoken.
 */
export async function listenIn(page: Page): Promise<void> {
  await page.addInitScript((pace) => {
    const listening: Listening = { scheduled: [], spoken: [], shown: [] }
    Object.assign(globalThis, { listening })
    const clock = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'currentTime')!
    Object.defineProperty(BaseAudioContext.prototype, 'currentTime', {
      ...clock,
      get(this: BaseAudioContext) {
        return (clock.get!.call(this) as number) * pace
      },
    })
    const start = AudioBufferSourceNode.prototype.start
    AudioBufferSourceNode.prototype.start = function (at = 0, offset = 0, duration?: number) {
      listening.scheduled.push({ seconds: this.buffer?.duration ?? 0, offset, at })
      this.playbackRate.value = pace
      // The duration is of the buffer, which no pace changes.
      return start.call(this, at / pace, offset, duration)
    }
    new MutationObserver(() => {
      const { spoken, speaking } = document.querySelector<HTMLElement>('.hall')?.dataset ?? {}
      if (spoken && Number(spoken) !== listening.spoken.at(-1)) listening.spoken.push(Number(spoken))
      const [said, number] = ['.big .a .k', '.no'].map((where) => document.querySelector(where)?.textContent)
      const shown = `${speaking} ${said} ${number}`
      if (speaking && shown !== listening.shown.at(-1)) listening.shown.push(shown)
    }).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['data-spoken', 'data-speaking'],
    })
  }, PACE)
}

const listeningOf = (page: Page): Promise<Listening> =>
  page.evaluate(() => (globalThis as unknown as { listening: Listening }).listening)

/** seq of each call that was spoken to its end, in order. */
export async function spokenBy(page: Page): Promise<number[]> {
  return (await listeningOf(page)).spoken
}

/** What stood large while each call was heard: "24 Silakan, nomor A-018". */
export async function shownTo(page: Page): Promise<string[]> {
  return (await listeningOf(page)).shown
}

/** Each piece that was played, "id letter-a", in order. Throws where one would sound into another. */
export async function heardBy(page: Page): Promise<string[]> {
  return piecesHeard((await listeningOf(page)).scheduled)
}

export function piecesHeard(scheduled: readonly Scheduled[]): string[] {
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
