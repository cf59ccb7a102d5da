import assert from 'node:assert/strict'
import { test } from 'node:test'
import { score, shapes } from './index.ts'

/**
 * Never used to choose a constant: those of src/visits/wait.ts, wait-statistics.ts and
 * coming.ts were chosen on seeds 0 to 999. Whoever changes one of them looks at those.
 */
const HELD_BACK = Array.from({ length: 120 }, (_, index) => 5000 + index)

// Goal: what a phone says about the wait is worth saying, in small and large offices, on
// light and heavy days.
// How: days nobody has looked at are played through the calling order; every ten minutes
// everybody who waits is told, and it is kept what then happened.
for (const shape of shapes) {
  test(`expected waits hold: ${shape.name}`, (t) => {
    const found = score(shape, HELD_BACK)
    const { looks, error, naiveError, naiveWithBreaksError, held, width, waited, meanError } = found
    const figure = (value: number): string => value.toFixed(1)
    t.diagnostic(
      `${looks} looks, waited ${figure(waited)} min; mean absolute error ${figure(error)} min ` +
        `(naive ${figure(naiveError)}, naive with breaks ${figure(naiveWithBreaksError)}), ` +
        `bias ${figure(meanError)}; range holds ${figure(held * 100)}%, mean width ${figure(width)} min`,
    )
    assert.ok(looks > 3000, `only ${looks} looks`)
    assert.ok(error <= (2 / 3) * naiveError, 'no better than a sign on the wall')
    assert.ok(error <= (2 / 3) * naiveWithBreaksError, 'no better than a sign and a clock')
    assert.ok(held >= 0.88 && held <= 0.97, `the range holds ${held}`)
  })
}
