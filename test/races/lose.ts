import assert from 'node:assert/strict'

/**
 * Runs a race until it is lost in the way it names. Once is not enough to tell: where one app
 * is left without a processor for a moment, its requests come one after the other, and nobody
 * races. A race that is won ten times running cannot be lost, and proves nothing.
 */
export async function lose({ run, broken }: { run: () => Promise<void>; broken: RegExp }): Promise<void> {
  const endings: string[] = []
  while (endings.length < 10) {
    try {
      await run()
      endings.push('won')
    } catch (error) {
      if (!(error instanceof assert.AssertionError)) throw error
      if (broken.test(error.message)) return
      endings.push(error.message)
    }
  }
  assert.fail(`never lost as it should be: ${endings.join('; ')}`)
}
