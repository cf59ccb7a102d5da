import { fill } from '../../web/islands/index.ts'
import type { FloorAnswer } from '../wire.ts'
import { hourIn } from './moments.ts'
import type { FloorWords } from './screen.ts'

export interface ChartProps {
  words: FloorWords
  hours: FloorAnswer['hours']
}

/** In the drawing's own units: the highest bar, its foot, and the width of it all. */
const HEIGHT = 160
const FOOT = 188
const WIDTH = 860

/** Seats, people here and people done by hour: values are printed, and stand in a table below. */
export function Chart({ words, hours }: ChartProps) {
  const { floor: say } = words
  if (hours.length === 0) return <p>{say.chartNone}</p>
  const sentences = hours.map(({ start, seats, present, finished }) =>
    fill(say.chartHour, { hour: hourIn(start, words.common), seats, present, finished }),
  )
  const most = Math.max(1, ...hours.map(({ seats, present }) => Math.max(seats, present)))
  const room = WIDTH / hours.length
  return (
    <>
      <svg class="chart" viewBox={`0 0 ${WIDTH} ${FOOT + 30}`} role="img" aria-label={sentences.join(' ')}>
        {hours.map((one, index) => (
          <Bar key={one.start} words={words} hour={one} left={room * (index + 0.18)} width={room * 0.64} most={most} />
        ))}
        <line x1="0" y1={FOOT + 0.5} x2={WIDTH} y2={FOOT + 0.5} />
      </svg>
      <p class="keyline">
        <span><Sample kind="done" />{say.legendDone}</span>
        <span><Sample kind="present" />{say.legendPresent}</span>
        <span><Sample kind="seats" />{say.legendSeats}</span>
        <span>{say.legendNumbers}</span>
      </p>
    </>
  )
}

interface BarProps {
  words: FloorWords
  hour: FloorAnswer['hours'][number]
  left: number
  width: number
  /** Of all hours: as high as the drawing. */
  most: number
}

function Bar({ words, hour: { start, seats, present, finished }, left, width, most }: BarProps) {
  const bar = (kind: string, count: number) => {
    const height = (HEIGHT * count) / most
    return <rect class={kind} x={left} y={FOOT - height} width={width} height={height} />
  }
  const middle = left + width / 2
  return (
    <>
      {bar('present', present)}
      {bar('done', finished)}
      {bar('seats', seats)}
      <text class="m" x={middle} y={FOOT - 8 - (HEIGHT * Math.max(seats, present)) / most}>
        {finished} / {present} / {seats}
      </text>
      <text class="bd" x={middle} y={FOOT + 22}>{hourIn(start, words.common)}</text>
    </>
  )
}

function Sample({ kind }: { kind: string }) {
  return <svg viewBox="0 0 16 16" aria-hidden="true"><rect class={kind} x="1" y="1" width="14" height="14" /></svg>
}

/** The same numbers, to be read one by one. */
export function ChartTable({ words, hours }: ChartProps) {
  const { floor: say } = words
  return (
    <table class="figures">
      <caption class="sr">{say.chart}</caption>
      <thead>
        <tr>
          <th scope="col">{say.hour}</th>
          <th scope="col">{say.legendSeats}</th>
          <th scope="col">{say.legendPresent}</th>
          <th scope="col">{say.legendDone}</th>
        </tr>
      </thead>
      <tbody>
        {hours.map(({ start, seats, present, finished }) => (
          <tr key={start}>
            <th scope="row">{hourIn(start, words.common)}</th>
            <td>{seats}</td>
            <td>{present}</td>
            <td>{finished}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
