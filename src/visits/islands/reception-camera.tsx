import { KeyButton } from './reception-parts.tsx'
import type { ReceptionWords } from './reception-types.ts'
import { useCamera } from './use-camera.ts'

export interface CameraProps {
  words: ReceptionWords
  onCode(text: string): void
  close(): void
}

/** Looks through this machine's camera until a QR is read. The reader comes only now. */
export function Camera({ words: { camera: say, keys }, onCode, close }: CameraProps) {
  const { video, state } = useCamera(onCode)
  return (
    <section class="pane camera" aria-labelledby="camera">
      <h2 id="camera">{say.title}</h2>
      {state === 'starting' && <p class="muted" role="status">{say.starting}</p>}
      {state === 'refused' && <p class="said no" role="alert"><span>{say.refused}</span></p>}
      <video ref={video} muted playsInline hidden={state !== 'running'} />
      <div class="acts"><KeyButton kind="wide" shows={keys.escape} press={close}>{say.stop}</KeyButton></div>
    </section>
  )
}
