import { fill } from '../../web/islands/fill.ts'
import type { CheckedInAnswer } from '../wire.ts'
import type { KioskPlace, KioskTime, KioskWords } from './kiosk-parts.tsx'
import { aboutText, beforeText } from './kiosk-screens.tsx'
import { hourIn } from './moments.ts'

/** The paper of 80 mm: shown to the printer alone. Black only; a number, never a name. */
export function KioskSlip({ words, given, place, time }: {
  words: KioskWords
  given: CheckedInAnswer
  place: KioskPlace
  time: KioskTime
}) {
  const { slip, done } = words
  const at = (sentence: string, instant: string): string =>
    fill(sentence, { time: hourIn(instant, words), zone: place.zone })
  return (
    <div class="k-slip" aria-hidden="true">
      <p>{words.office} <b>{place.name}</b></p>
      <p>{place.site && `${place.site}, `}{time.day}</p>
      <hr />
      <p>{done.heading}</p>
      <p class="no">{given.number}</p>
      <p>
        {given.appointment && <>{at(slip.appointment, given.appointment)}<br /></>}
        {at(slip.arrived, given.arrivedAt)}
        {given.people > 1 && <><br />{fill(slip.people, { count: given.people })}</>}
      </p>
      <hr />
      <p><b>{beforeText(words, given)}</b></p>
      {given.party && <p>{fill(done.party, { numbers: given.party.join(', ') })}</p>}
      {given.expected && <p>{aboutText(words, given.expected, place.zone)}</p>}
      <p>{slip.missed}</p>
      <p>{words.free}</p>
    </div>
  )
}
