import { setImmediate } from 'node:timers/promises'

/**
 * Makes one run of what is asked for one by one: while a run is under way, what is asked
 * gathers for the next; an idle one waits for nothing but the end of the turn. Each caller
 * gets the answer at its own place; where `run` fails, all who are in it hear of it.
 */
export function gather<Asked, Answer>(
  run: (asked: readonly Asked[]) => Promise<readonly Answer[]>,
): (asked: Asked) => Promise<Answer> {
  let waiting: { asked: Asked; answer: (answer: Answer) => void; fail: (error: unknown) => void }[] = []
  let isRunning = false
  const runAll = async (): Promise<void> => {
    isRunning = true
    while (waiting.length > 0) {
      await setImmediate()
      const batch = waiting
      waiting = []
      try {
        const answers = await run(batch.map(({ asked }) => asked))
        for (const [i, one] of batch.entries()) one.answer(answers[i]!)
      } catch (error) {
        for (const one of batch) one.fail(error)
      }
    }
    isRunning = false
  }
  return (asked) =>
    new Promise((answer, fail) => {
      waiting.push({ asked, answer, fail })
      if (!isRunning) void runAll()
    })
}
