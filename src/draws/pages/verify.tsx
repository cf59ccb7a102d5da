import { BackLink, Island, Note, Page, type Row, Rows, type View } from '../../web/index.ts'
import type { VerifyDrawData } from '../islands/verify-draw-data.ts'
import { verifyCodes } from '../finding.ts'
import { P_SUSPICIOUS } from '../statistics.ts'
import { verifySteps } from '../verify.ts'

export interface VerifyDrawProps {
  view: View
  drawId: string
  /** Of the log's files, for who checks elsewhere. */
  logAddress: string
  /** Verifier keys that the office publishes; undefined: no log is kept. */
  vkeys: { log: string; witnesses: readonly string[] } | undefined
}

/** Where anybody computes a draw again, in their own browser; also says how without script. */
export function VerifyDrawPage({ view, drawId, logAddress, vkeys }: VerifyDrawProps) {
  const { t, paths } = view
  const given = `giliran-${drawId}.txt --log-at ${logAddress}`
  const log = vkeys ? ` --log ${vkeys.log}` : ''
  const witnesses = (vkeys?.witnesses ?? []).map((key) => ` --witness ${key}`).join('')
  const own = vkeys ? ` ${[vkeys.log, ...vkeys.witnesses].join(' ')}` : ''
  const commands = `giliran verify-draw ${given}${log}${witnesses}\npython3 verify-draw.py ${given}${own}`
  const files: Row[] = [
    { href: paths.drawFile(drawId), title: t('draws.verify.download') },
    { href: paths.drawVerifier(), title: 'verify-draw.py' },
    { href: paths.drawRules(), title: t('draws.verify.rules') },
  ]
  return (
    <Page view={view} title={t('draws.verify.title')}>
      <div class="stack">
        <h1>{t('draws.verify.title')}</h1>
        <p class="muted">{t('draws.verify.of', { draw: drawId })}</p>
        <p>{t('draws.verify.intro')}</p>
        <Island view={view} name="verify-draw" data={islandData(view, drawId, vkeys)}>
          <Note>{t('draws.verify.noScript')}</Note>
        </Island>
        <h2 id="tools">{t('draws.verify.elsewhere')}</h2>
        <p>{t('draws.verify.elsewhereText')}</p>
        <pre class="shape">{commands}</pre>
        <Rows rows={files} />
        <BackLink href={paths.draw(drawId)}>{t('draws.verify.of', { draw: drawId })}</BackLink>
      </div>
    </Page>
  )
}

/** What the island fills in itself stays as it is written. */
const names = [
  'count', 'entries', 'line', 'what', 'index', 'log', 'witness', 'seconds', 'entry', 'told', 'found', 'round', 'beacon',
  'seated', 'slot', 'people', 'percent', 'group', 'p', 'draw', 'lines', 'mb',
]
const blanks = Object.fromEntries(names.map((name) => [name, `{${name}}`]))

export function islandData({ t, paths }: View, drawId: string, vkeys: VerifyDrawProps['vkeys']): VerifyDrawData {
  const words = [
    'run', 'running', 'another', 'unreachable', 'isRight', 'isLimited', 'isWrong', 'keys', 'keysHint', 'logKey',
    'readLog', 'readLogHint', 'witnessKeys', 'badKey', 'odds', 'oddsRow', 'evenness', 'evennessText', 'evennessRow',
    'notEnough',
  ] as const
  const of = <K extends string>(all: readonly K[], say: (one: K) => string): Record<K, string> =>
    Object.fromEntries(all.map((one) => [one, say(one)])) as Record<K, string>
  return {
    file: paths.drawFile(drawId),
    log: '/log/',
    words: of(words, (word) => t(`draws.verify.${word}`, { ...blanks, suspicious: P_SUSPICIOUS })),
    states: of(['right', 'limited', 'wrong'], (state) => t(`draws.verify.states.${state}`)),
    steps: of(verifySteps, (step) => t(`draws.verify.steps.${step}`)),
    codes: of(verifyCodes, (code) => t(`draws.verify.codes.${code}`, blanks)),
    groups: of(['day', 'channel', 'size'], (group) => t(`draws.verify.groups.${group}`)),
    logKey: vkeys?.log ?? '',
    witnessKeys: vkeys?.witnesses ?? [],
  }
}
