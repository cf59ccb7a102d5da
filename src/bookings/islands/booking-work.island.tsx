import { useEffect, useState } from 'preact/hooks'
import { mount } from '../../web/islands/mount.ts'

/** What the page hands over. */
export interface WorkData {
  challenge: unknown
  /** Address of the worker's script. */
  solver: string
  words: Record<'working' | 'done' | 'failed', string>
}

type State = 'working' | 'done' | 'failed'

/** base64 of an answer as ALTCHA's own widget sends it: nothing in it goes beyond ASCII. */
const payloadOf = (challenge: unknown, solution: unknown): string => btoa(JSON.stringify({ challenge, solution }))

/** Solves the challenge in a worker, then sends the form that waits for it. */
function BookingWork({ challenge, solver, words }: WorkData) {
  const [state, setState] = useState<State>('working')
  useEffect(() => {
    const form = document.querySelector<HTMLFormElement>('#work-form')
    const field = form?.querySelector<HTMLInputElement>('[name="work"]')
    const worker = new Worker(solver, { type: 'module' })
    worker.addEventListener('error', () => setState('failed'))
    worker.addEventListener('message', ({ data: solution }: MessageEvent<unknown>) => {
      if (solution === 'failed' || !form || !field) return setState('failed')
      field.value = payloadOf(challenge, solution)
      setState('done')
      form.submit()
    })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    worker.postMessage(challenge)
    return () => worker.terminate()
  }, [])
  return <p role="status" data-work={state}>{words[state]}</p>
}

mount<WorkData>('booking-work', (data) => <BookingWork {...data} />)
