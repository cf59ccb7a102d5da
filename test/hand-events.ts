import type { SlotEvents } from '../src/schedule/slot-book.ts'

/** Events that a test sends by hand. */
export class HandEvents implements SlotEvents {
  alive = true
  private readonly handlers = new Map<string, (text: string) => void>()
  private readonly resets = new Set<() => void>()

  on(topic: string, handler: (text: string) => void): () => void {
    this.handlers.set(topic, handler)
    return () => void this.handlers.delete(topic)
  }

  onReset(handler: () => void): () => void {
    this.resets.add(handler)
    return () => void this.resets.delete(handler)
  }

  aliveWithin(): boolean {
    return this.alive
  }

  tell(topic: string, text: string): void {
    this.handlers.get(topic)?.(text)
  }

  reset(): void {
    for (const handler of this.resets) handler()
  }

  get listening(): number {
    return this.handlers.size + this.resets.size
  }
}
