/**
 * The worker in which a challenge is solved, so that the page stays alive. Gets one challenge
 * and posts its answer, or 'failed': WebCrypto is there on pages of https and of localhost alone.
 */
import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'

/** Ten times what the slowest telephone should take. */
const TIMEOUT_MS = 30_000

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
const say = (what: unknown): void => self.postMessage(what)

self.addEventListener('message', ({ data: challenge }: MessageEvent<Challenge>) => {
  void solveChallenge({ challenge, deriveKey, timeout: TIMEOUT_MS }).then(
    (solution) => say(solution ?? 'failed'),
    () => say('failed'),
  )
})
