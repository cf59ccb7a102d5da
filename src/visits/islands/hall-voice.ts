import type { Call } from './hall-calls.ts'
import { type Language, languagesOf, sentenceOf, type Speech } from './hall-sentence.ts'

/** One language's pieces: all in one file, and where in it each lies, in milliseconds. */
export interface Sounds {
  file: string
  pieces: Record<string, [start: number, end: number]>
}

/**
 * `off`: the browser waits for somebody to allow sound, or somebody turned it off.
 * `failed`: it cannot play, or the pieces could not be fetched; the next call tries again.
 */
export type VoiceState = 'off' | 'loading' | 'on' | 'failed'

export interface VoiceOptions {
  sounds: Record<Language, Sounds>
  speech: Speech
  /** Asked when a call's turn to be spoken has come; one that was undone meanwhile stays unspoken. */
  isDue(call: Call): boolean
  /** What is heard now, or nobody; and how the voice stands. */
  onChange(now: { state: VoiceState; speaking: Call | undefined; spoken: Call | undefined }): void
}

/** The encoder's delay, which decoders leave in or take out (make.sh); the silence behind a piece is twice as long. */
const LATE_MS = 60
/** Silence after a piece, in milliseconds: within a phrase, at a comma, at a full stop. */
const JOINED_MS = 70
const COMMA_MS = 140
const STOP_MS = 380
const BETWEEN_LANGUAGES_MS = 650

/** As many as a hall remembers; more could only come while a browser hangs. */
const WAITING_MAX = 12

/**
 * Speaks calls one after another, never two at once; while others wait in the first language
 * alone, since a call that is heard late is worse than one that is heard in one language.
 * Off until the browser lets it: at once where a kiosk allows it, else after `allow`, which
 * needs a press. What is called while it is off stays unspoken.
 */
export class Voice {
  private readonly options: VoiceOptions
  private readonly context = typeof AudioContext === 'undefined' ? undefined : new AudioContext()
  private readonly loaded = new Map<Language, AudioBuffer>()
  private readonly waiting: Call[] = []
  private failed = false
  private turnedOff = false
  private speaking: Call | undefined
  private spoken: Call | undefined
  private hush: () => void = () => {}

  constructor(options: VoiceOptions) {
    this.options = options
    this.context?.addEventListener('statechange', this.onStateChange)
    if (this.languages.length > 0) {
      void this.load()
      void this.context?.resume()
    }
    this.tell()
  }

  /** After a press. */
  allow(): void {
    this.turnedOff = false
    void this.context?.resume()
    void this.load()
  }

  silence(): void {
    this.turnedOff = true
    this.stop()
    void this.context?.suspend()
    this.tell()
  }

  say(calls: readonly Call[]): void {
    if (this.state === 'off') return
    this.waiting.push(...calls)
    this.waiting.splice(0, this.waiting.length - WAITING_MAX)
    void this.goOn()
  }

  end(): void {
    this.stop()
    this.context?.removeEventListener('statechange', this.onStateChange)
    void this.context?.close()
  }

  private get languages(): Language[] {
    return languagesOf(this.options.speech)
  }

  private get state(): VoiceState {
    if (!this.context || this.failed) return 'failed'
    if (this.turnedOff || this.context.state !== 'running' || this.languages.length === 0) return 'off'
    return this.languages.every((language) => this.loaded.has(language)) ? 'on' : 'loading'
  }

  private tell(): void {
    this.options.onChange({ state: this.state, speaking: this.speaking, spoken: this.spoken })
  }

  private readonly onStateChange = (): void => {
    if (this.context?.state !== 'running') this.stop()
    this.tell()
  }

  /** Forgets what waits: when sound comes back, it would be old. */
  private stop(): void {
    this.waiting.length = 0
    this.hush()
  }

  private async load(): Promise<boolean> {
    try {
      await Promise.all(this.languages.map((language) => this.loadOne(language)))
      this.failed = false
    } catch {
      // No network, or no decoder: shown on the screen, and tried again with the next call.
      this.failed = true
    }
    this.tell()
    return !this.failed
  }

  private async loadOne(language: Language): Promise<void> {
    if (!this.context || this.loaded.has(language)) return
    const response = await fetch(this.options.sounds[language].file)
    if (!response.ok) throw new Error(`${response.status} for ${response.url}`)
    this.loaded.set(language, await this.context.decodeAudioData(await response.arrayBuffer()))
  }

  private async goOn(): Promise<void> {
    if (this.speaking) return
    if (!(await this.load())) this.waiting.length = 0
    while (!this.speaking && this.waiting.length > 0 && this.state === 'on') {
      const call = this.waiting.shift()!
      if (!this.options.isDue(call)) continue
      this.speaking = call
      this.tell()
      try {
        if (await this.speak(call)) this.spoken = call
      } catch {
        // A browser that plays one piece and not another: the next call must not wait for it.
        this.failed = true
      }
      this.speaking = undefined
      this.tell()
    }
  }

  /** Lays the pieces out on the audio clock; settles with true when the last has sounded, with false when hushed. */
  private speak(call: Call): Promise<boolean> {
    const context = this.context!
    let at = context.currentTime + 0.05
    const languages = this.waiting.length > 0 ? this.languages.slice(0, 1) : this.languages
    const sources = spokenPieces(call, languages).map(({ language, piece, pauseMs }) => {
      const [start, end] = this.options.sounds[language].pieces[piece]!
      const source = new AudioBufferSourceNode(context, { buffer: this.loaded.get(language)! })
      source.connect(context.destination)
      source.start(at, start / 1000, (end - start + LATE_MS) / 1000)
      at += (end - start + pauseMs) / 1000
      return source
    })
    return new Promise((done) => {
      sources[sources.length - 1]!.addEventListener('ended', () => done(true))
      this.hush = () => {
        for (const source of sources) source.stop()
        done(false)
      }
    })
  }
}

/** A call from the chime on, language after language, with the silence that follows each piece. */
function spokenPieces(call: Call, languages: readonly Language[]) {
  const sentence = sentenceOf(call)
  const numberEnds = sentence.indexOf('go-to-counter') - 1
  const pauseAfter = (piece: string, index: number): number => {
    if (piece === 'number' || piece === 'go-to-counter') return JOINED_MS
    if (index === sentence.length - 1) return BETWEEN_LANGUAGES_MS
    return piece === 'again' || index === numberEnds ? STOP_MS : COMMA_MS
  }
  return languages.flatMap((language, turn) => [
    ...(turn === 0 ? [{ language, piece: 'chime', pauseMs: STOP_MS }] : []),
    ...sentence.map((piece, index) => ({ language, piece, pauseMs: pauseAfter(piece, index) })),
  ])
}
