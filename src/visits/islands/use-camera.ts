import { useEffect, useRef, useState } from 'preact/hooks'

/** How a camera stands: it was asked for, it looks, or it may not or cannot. */
export type CameraState = 'starting' | 'running' | 'refused'

/**
 * This machine's camera for as long as the component stands; `onCode` gets what was read
 * first. The reader is a large piece and comes only now.
 */
export function useCamera(onCode: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<CameraState>('starting')
  useEffect(() => {
    const ending = new AbortController()
    const start = async (): Promise<void> => {
      const { scanFrom } = await import('./camera.ts')
      await scanFrom(video.current!, { signal: ending.signal, onRunning: () => setState('running'), onCode })
    }
    start().catch(() => {
      if (!ending.signal.aborted) setState('refused')
    })
    return () => ending.abort()
  }, [])
  return { video, state }
}
