import { Rows, type View, whole } from '../../web/index.ts'
import { grouped } from './words.ts'

export interface PlaceFacts {
  place: number
  entries: number
  /** Parties that got seats. */
  winners: number
  /** Place of the last who got seats. */
  lastWinner: number
}

const WIDTH = 318
/** Of one sign of the bar's small text, in its own units; a little more than it is. */
const SIGN = 7.5

/** Where one stands among all: filled up to the last place that seats went to. */
export function PlaceBar({ view: { t, locale }, place, entries, winners, lastWinner }: PlaceFacts & { view: View }) {
  const at = (n: number): number => 1 + (WIDTH * Math.max(n - 1, 0)) / Math.max(entries - 1, 1)
  const mine = at(place)
  const last = lastWinner === 0 ? 0 : at(lastWinner)
  const label = Math.min(Math.max(mine, 40), WIDTH - 38)
  const end = lastWinner === entries ? '' : whole(locale, entries)
  const lastLabel = t('draws.pages.result.last', { lastWinner })
  // Between the two ends of the scale, which it must not touch.
  const room = { from: 2 * SIGN + lastLabel.length * SIGN, to: WIDTH - (end.length + 1) * SIGN }
  return (
    <>
      <svg
        viewBox="0 0 320 66"
        role="img"
        aria-label={t(`draws.pages.result.${lastWinner === 0 ? 'barNone' : 'bar'}`, { place, lastWinner })}
        class="draw-bar"
      >
        <rect x="1.75" y="26.75" width={WIDTH - 1.5} height="12.5" class="rest" />
        <rect x="1" y="26" width={last} height="14" class="given" />
        <path d={`M${mine} 45 l8 -8 l-8 -16 l-8 16z`} class="me" />
        <text x={label} y="13" text-anchor="middle" class="strong">{t('draws.pages.result.you', { place })}</text>
        <text x="1" y="59">1</text>
        {lastWinner > 0 && (
          <text x={Math.min(Math.max(last, room.from), room.to)} y="59" text-anchor="end">{lastLabel}</text>
        )}
        <text x="319" y="59" text-anchor="end">{end}</text>
      </svg>
      {winners < lastWinner && <p class="t-num">{t('draws.pages.result.between', { lastWinner })}</p>}
    </>
  )
}

export interface ProofFacts {
  drawId: string
  closedAt: string
  entries: number
  root: string
  roundAt: string
  round: number
  /** Absent before the round. */
  randomness?: string
  /** Our own beacon, for a demonstration: proves nothing. */
  isLocal: boolean
  /** No log is kept: nobody else can say when the list stood. */
  hasEvidence: boolean
}

/** The three proofs, and the ways to compute the draw again. */
export function Proofs({ view, ...facts }: ProofFacts & { view: View }) {
  const { t, paths, locale } = view
  const { drawId, closedAt, entries, root, roundAt, round, randomness, isLocal, hasEvidence } = facts
  const source = isLocal ? 'randomOwn' : 'randomText'
  return (
    <>
      <h2>{t('draws.pages.result.check')}</h2>
      <p>{t('draws.pages.result.nobody')}</p>
      <ol class="proof">
        <li>
          <h3>{t('draws.pages.result.list')}</h3>
          <p>{t('draws.pages.result.listText', { when: closedAt, count: whole(locale, entries) })}</p>
          <p class="code">{grouped(root)}</p>
          {!hasEvidence && <p class="s">{t('draws.pages.result.noLog')}</p>}
        </li>
        <li>
          <h3>{t('draws.pages.result.random')}</h3>
          <p>{t(`draws.pages.result.${source}`, { when: roundAt, round: whole(locale, round) })}</p>
          <p class="code">{randomness ? grouped(randomness) : t('draws.pages.result.notYet')}</p>
          {isLocal && <p class="s">{t('draws.pages.result.local')}</p>}
        </li>
        <li>
          <h3>{t('draws.pages.result.order')}</h3>
          <p>{t('draws.pages.result.orderText')}</p>
        </li>
      </ol>
      <Rows
        rows={[
          { href: paths.drawVerify(drawId), title: t('draws.pages.result.verify') },
          {
            href: paths.drawFile(drawId),
            title: t('draws.pages.result.file'),
            detail: t('draws.pages.result.fileDetail'),
          },
          { href: paths.draw(drawId), title: t('draws.pages.result.whole') },
        ]}
      />
    </>
  )
}
