import { isDeepStrictEqual } from 'node:util'
import { renderToString } from 'preact-render-to-string'
import { translator } from '../../platform/i18n/index.ts'
import { Hatch, INK, partsOf, Segment } from '../pages/brokers-bars.tsx'
import { moneyText, percentText, settingText } from '../pages/brokers-words.ts'
import { type Study, storySettings } from './report.ts'

/** In the drawing's own units. */
const WIDTH = 860
const MARGIN = 20
const BAR = 30
const ROW = 74
const TOP = 64
const text = { fill: '#171c30', 'font-family': 'system-ui, sans-serif', 'font-size': 15 }

/** The bars of a study as an SVG file that needs nothing else; values are printed beside them. */
export function brokersPlot({ results, market, runs, seed }: Study): string {
  const t = translator('en')
  const rows = storySettings.flatMap((told) => results.find((one) => isDeepStrictEqual(one.switches, told)) ?? [])
  const height = TOP + rows.length * ROW + MARGIN
  const scale = WIDTH - 2 * MARGIN
  return renderToString(
    <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${WIDTH} ${height}`} role="img">
      <title>{t('simulate.brokers.title')}</title>
      <defs><Hatch /></defs>
      <rect width={WIDTH} height={height} fill="#fffdf8" />
      <text {...text} x={MARGIN} y="26">
        {`${market.seats} seats, ${market.seekers} people, ${runs} plays, seed ${seed}`}
      </text>
      <text {...text} x={MARGIN + scale} y="26" text-anchor="end">{t('simulate.brokers.column.profit')}</text>
      {(['people', 'broker', 'empty'] as const).map((kind, index) => (
        <g key={kind} transform={`translate(${MARGIN + index * 330} 36)`}>
          <Segment kind={kind} x={0} width={16} height={14} />
          <text {...text} x="22" y="12">{t(`simulate.brokers.legend.${kind}`)}</text>
        </g>
      ))}
      {rows.map((one, index) => (
        <g key={settingText(t, one.switches)} transform={`translate(${MARGIN} ${TOP + index * ROW})`}>
          <text {...text} font-weight="700" y="22">{settingText(t, one.switches)}</text>
          <text {...text} x={scale} y="22" text-anchor="end">{moneyText(t, one.profit.mean)}</text>
          {partsOf(one).map(({ kind, from, share }) => (
            <g key={kind}>
              <Segment kind={kind} x={from * scale} y={30} width={share * scale} height={BAR} />
              {share > 0.06 && <Value kind={kind} x={(from + share / 2) * scale}>{percentText(share)}</Value>}
            </g>
          ))}
        </g>
      ))}
    </svg>,
  )
}

/** On hatching a number needs a ground of its own. */
function Value({ kind, x, children }: { kind: string; x: number; children: string }) {
  return (
    <>
      {kind === 'broker' && <rect x={x - 23} y="35" width="46" height="20" fill="#fffdf8" />}
      <text {...text} fill={kind === 'people' ? '#fffdf8' : INK} font-weight="700" x={x} y="50" text-anchor="middle">
        {children}
      </text>
    </>
  )
}
