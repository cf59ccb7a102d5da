import type { ComponentChildren } from 'preact'
import { formatVkey } from '../../platform/tlog/vkey.ts'
import { Island, Note, Page, type View } from '../../web/index.ts'
import type { VerifyReceiptData } from '../islands/verify-receipt-data.ts'
import { receiptFaults } from '../receipt-rules.ts'
import type { WitnessAddress } from '../witnesses.ts'

export interface VerifyPageProps {
  view: View
  /** The log's verifier key, as text. */
  logKey: string
  witnesses: readonly WitnessAddress[]
  /** What verifies in the browser: VerifyReceiptTool. */
  tool: ComponentChildren
}

/** Where anybody verifies a receipt, in their own browser: the file goes nowhere. */
export function VerifyPage({ view, logKey, witnesses, tool }: VerifyPageProps) {
  const { t } = view
  const command = [
    'giliran verify-receipt bukti-giliran.txt',
    `--log ${logKey}`,
    ...witnesses.map(({ vkey }) => `--witness ${formatVkey(vkey)}`),
  ].join(' \\\n  ')
  return (
    <Page view={view} title={t('transparency.verify.title')}>
      <div class="stack">
        <h1>{t('transparency.verify.title')}</h1>
        <p>{t('transparency.verify.intro')}</p>
        {tool}
        <h2>{t('transparency.verify.what')}</h2>
        <ol class="points">
          {(['stands', 'notChanged', 'seen'] as const).map((point) => (
            <li key={point}>
              <b>{t(`transparency.verify.${point}`)}</b> {t(`transparency.verify.${point}Text`)}
            </li>
          ))}
        </ol>
        <h2>{t('transparency.verify.who')}</h2>
        <p>{t('transparency.verify.whoText')}</p>
        <p class="s muted">{t('transparency.verify.log')}</p>
        <pre class="shape">{logKey}</pre>
        {witnesses.length === 0 && <Note>{t('transparency.verify.noWitness')}</Note>}
        {witnesses.map(({ vkey, url, isOurOwn }) => (
          <div class="stack" key={formatVkey(vkey)}>
            {isOurOwn
              ? <Note>{t('transparency.verify.ownWitness')}</Note>
              : <p class="s muted">{t('transparency.verify.witness', { name: vkey.name, url })}</p>}
            <pre class="shape">{formatVkey(vkey)}</pre>
          </div>
        ))}
        <h2>{t('transparency.verify.elsewhere')}</h2>
        <p>{t('transparency.verify.elsewhereText')}</p>
        <pre class="shape">{command}</pre>
      </div>
    </Page>
  )
}

/** The island, and what stands there without script. */
export function VerifyReceiptTool({ view, logKey, witnesses }: Omit<VerifyPageProps, 'tool'>) {
  return (
    <Island view={view} name="verify-receipt" data={islandData(view, logKey, witnesses)}>
      <Note>{view.t('transparency.verify.noScript')}</Note>
    </Island>
  )
}

/** What the island fills in itself stays as it is written. */
const blanks = Object.fromEntries(['what', 'when', 'index', 'size', 'name', 'kind'].map((name) => [name, `{${name}}`]))

function islandData({ t, locale }: View, logKey: string, witnesses: readonly WitnessAddress[]): VerifyReceiptData {
  const words = {
    file: t('transparency.verify.file'),
    paste: t('transparency.verify.paste'),
    pasteHint: t('transparency.verify.pasteHint'),
    check: t('transparency.verify.check'),
    isTrue: t('transparency.verify.isTrue'),
    isFalse: t('transparency.verify.isFalse'),
    unwitnessed: t('transparency.verify.unwitnessed'),
    event: t('transparency.verify.event', blanks),
    place: t('transparency.verify.place', blanks),
    seenBy: t('transparency.verify.seenBy', blanks),
    booked: t('transparency.verify.kinds.booked'),
    moved: t('transparency.verify.kinds.moved'),
    cancelled: t('transparency.verify.kinds.cancelled'),
    other: t('transparency.verify.kinds.other', blanks),
    keys: t('transparency.verify.keys'),
    keysHint: t('transparency.verify.keysHint'),
    logKey: t('transparency.verify.log'),
    witnessKeys: t('transparency.verify.witnessKeys'),
    empty: t('transparency.verify.empty'),
    badKey: t('transparency.verify.badKey'),
  }
  const faults = Object.fromEntries(
    receiptFaults.map((fault) => [fault, t(`transparency.verify.faults.${fault}`)]),
  ) as VerifyReceiptData['faults']
  return { locale, words, faults, logKey, witnessKeys: witnesses.map(({ vkey }) => formatVkey(vkey)) }
}
