import type { Result } from '../brokers/study.ts'

const kinds = ['people', 'broker', 'empty'] as const
export type BarKind = (typeof kinds)[number]

/** Colours of web/css/tokens.css, also for a file that no stylesheet reaches: solid, hatched, dashed. */
export const INK = '#22336b'
const PALE = '#d6dae8'
const EDGE = '#857c69'

/** The hatch; once in a page or a drawing. */
export function Hatch() {
  return (
    <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="7" height="7" fill={PALE} />
      <rect width="2.5" height="7" fill={INK} />
    </pattern>
  )
}

interface SegmentProps {
  kind: BarKind
  /** In units of the drawing, or "20%". */
  x: number | string
  width: number | string
  height: number
  y?: number
}

export function Segment({ kind, x, width, height, y = 0 }: SegmentProps) {
  if (kind !== 'empty') {
    return <rect x={x} y={y} width={width} height={height} fill={kind === 'people' ? INK : 'url(#hatch)'} />
  }
  const dashes = { stroke: EDGE, 'stroke-width': 2, 'stroke-dasharray': '4 3' }
  return <rect x={x} y={y + 1} width={width} height={height - 2} fill="none" {...dashes} />
}

/** Where each part of a bar of length 1 begins, and how long it is; parts that nobody would see are left out. */
export function partsOf(result: Pick<Result, BarKind>): { kind: BarKind; from: number; share: number }[] {
  let from = 0
  const parts = kinds.map((kind) => {
    const part = { kind, from, share: result[kind].mean }
    from += part.share
    return part
  })
  return parts.filter(({ share }) => share > 0.005)
}

const HEIGHT = 28

/** As wide as there is room; what it says stands beside it in words. */
export function Bar({ result }: { result: Pick<Result, BarKind> }) {
  return (
    <svg width="100%" height={HEIGHT} aria-hidden="true">
      {partsOf(result).map(({ kind, from, share }) => (
        <Segment key={kind} kind={kind} x={`${100 * from}%`} width={`${100 * share}%`} height={HEIGHT} />
      ))}
    </svg>
  )
}
