/**
 * How the sound of a call stands. `off`: nobody has allowed it yet, or it was turned off.
 * `failed`: this browser cannot make sound.
 */
export type ChimeState = 'off' | 'on' | 'failed'

/** Three rising tones, as hertz and where they begin, in seconds. */
const TONES = [
  [659, 0],
  [784, 0.22],
  [988, 0.44],
] as const
const TONE_SECONDS = 0.6
/** The chime sounds so often: one alone is missed in a hall. */
const TIMES = 3
const BETWEEN_SECONDS = 1.6
const VIBRATION_MS = [400, 150, 400, 150, 400]

/** Sound and vibration for one call. Browsers allow them after a press alone; nothing is loaded for them. */
export class Chime {
  state: ChimeState = 'off'
  private context: AudioContext | undefined
  private awake: { release(): Promise<void> } | undefined

  /** After a press. Keeps the screen lit where the browser can: a phone that sleeps rings for nobody. */
  async allow(): Promise<void> {
    try {
      this.context ??= new AudioContext()
      await this.context.resume()
      this.state = this.context.state === 'running' ? 'on' : 'failed'
      this.ring(1)
    } catch {
      // An old browser, or one that was told never to sound.
      this.state = 'failed'
    }
    await this.stayAwake()
  }

  async silence(): Promise<void> {
    this.state = 'off'
    await this.context?.suspend()
    await this.awake?.release()
    this.awake = undefined
  }

  /** The call itself. */
  call(): void {
    if (this.state !== 'on') return
    this.ring(TIMES)
    navigator.vibrate?.(VIBRATION_MS)
  }

  /** The lamp goes out whenever the page is hidden; to be called when it is seen again. */
  async stayAwake(): Promise<void> {
    if (this.state !== 'on') return
    try {
      this.awake = await navigator.wakeLock?.request('screen')
    } catch {
      // Nearly empty: the phone decides.
    }
    // Calls and alarms suspend the sound on some phones.
    await this.context?.resume()
  }

  private ring(times: number): void {
    const { context } = this
    if (!context) return
    for (let turn = 0; turn < times; turn++) {
      for (const [hertz, begin] of TONES) {
        const at = context.currentTime + turn * BETWEEN_SECONDS + begin
        const tone = new OscillatorNode(context, { frequency: hertz })
        const gain = new GainNode(context, { gain: 0 })
        gain.gain.setValueAtTime(0.5, at)
        gain.gain.exponentialRampToValueAtTime(0.001, at + TONE_SECONDS)
        tone.connect(gain).connect(context.destination)
        tone.start(at)
        tone.stop(at + TONE_SECONDS)
      }
    }
  }
}
