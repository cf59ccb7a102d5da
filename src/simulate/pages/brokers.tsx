import { Page, type View } from '../../web/index.ts'
import { isOn, switchNames } from '../brokers/model.ts'
import type { Study } from '../brokers/report.ts'
import { SAMPLE, type Way, wayNames } from '../brokers/ways.ts'
import { Bar, Hatch, type BarKind, Segment } from './brokers-bars.tsx'
import { moneyText, percentText, settingText, strategyWords } from './brokers-words.ts'

export interface BrokersProps {
  view: View
  study: Study
}

/** What brokers come to with each of the four rules on and off, in plain words. */
export function BrokersPage({ view, study }: BrokersProps) {
  const { t } = view
  const { market, runs, seed } = study
  return (
    <Page view={view} title={t('simulate.brokers.title')}>
      <div class="stack">
        <h1>{t('simulate.brokers.title')}</h1>
        <p>{t('simulate.brokers.lead', { seats: market.seats, seekers: market.seekers, runs })}</p>
        <h2>{t('simulate.brokers.rules')}</h2>
        <dl class="ans">
          {switchNames.map((name) => (
            <div key={name}>
              <dt>{t(`simulate.brokers.rule.${name}`)}</dt>
              <dd class="light">{t(`simulate.brokers.why.${name}`)}</dd>
            </div>
          ))}
        </dl>
        <h2>{t(holds(study) ? 'simulate.brokers.finding' : 'simulate.brokers.findingElse')}</h2>
        <Legend view={view} />
        <ul class="kept">
          {study.results.map((one) => <Setting key={settingText(t, one.switches)} view={view} result={one} />)}
        </ul>
        <SettingsTable view={view} study={study} />
        <h2>{t('simulate.brokers.ways')}</h2>
        <Ways view={view} ways={study.ways} />
        <h2>{t('simulate.brokers.limits')}</h2>
        <ul>
          {(['invented', 'worst', 'helpers', 'help'] as const).map((name) => (
            <li key={name}>{t(`simulate.brokers.limit.${name}`)}</li>
          ))}
        </ul>
        <p>
          {t('simulate.brokers.again')}{' '}
          <span class="code">giliran simulate brokers --runs {runs} --seed {seed}</span>
        </p>
      </div>
    </Page>
  )
}

/** Whether the heading is true: nothing to be had with all four, and profit where one is off. */
function holds({ results }: Study): boolean {
  return results.every(({ switches, profit, broker }) => {
    const on = isOn(switches)
    if (on === switchNames.length) return profit.mean <= 0 && broker.mean === 0
    return on < switchNames.length - 1 || profit.mean > 3 * profit.error
  })
}

function Legend({ view: { t } }: { view: View }) {
  return (
    <ul class="plain s bar-key">
      {(['people', 'broker', 'empty'] as const satisfies BarKind[]).map((kind, index) => (
        <li key={kind}>
          <svg width="18" height="14" aria-hidden="true">
            {index === 0 && <defs><Hatch /></defs>}
            <Segment kind={kind} x={1} width={16} height={14} />
          </svg>
          {t(`simulate.brokers.legend.${kind}`)}
        </li>
      ))}
    </ul>
  )
}

type OneResult = Study['results'][number]

function Setting({ view: { t }, result }: { view: View; result: OneResult }) {
  const shares = Object.fromEntries(shown.map((kind) => [kind, percentText(result[kind].mean)]))
  return (
    <li>
      <strong>{settingText(t, result.switches)}</strong>
      <Bar result={result} />
      <p class="s">{t('simulate.brokers.bar', shares)}</p>
      <p class="s">
        {t('simulate.brokers.broker', {
          does: strategyWords(t, result.strategy),
          profit: moneyText(t, result.profit.mean),
        })}
      </p>
    </li>
  )
}

const shown = ['people', 'broker', 'empty'] as const

function SettingsTable({ view: { t }, study }: BrokersProps) {
  const of = (name: BarKind | 'setting' | 'profit'): string => t(`simulate.brokers.column.${name}`)
  return (
    <details>
      <summary>{t('simulate.brokers.table')}</summary>
      <table class="wide-table">
        <thead>
          <tr>
            {(['setting', ...shown, 'profit'] as const).map((name) => <th key={name} scope="col">{of(name)}</th>)}
          </tr>
        </thead>
        <tbody>
          {study.results.map((one) => (
            <tr key={settingText(t, one.switches)}>
              <th scope="row">{settingText(t, one.switches)}</th>
              {shown.map((kind) => <td key={kind} data-of={of(kind)}>{percentText(one[kind].mean)}</td>)}
              <td data-of={of('profit')}>
                {moneyText(t, one.profit.mean)} ± {moneyText(t, one.profit.error)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="s">{t('simulate.brokers.error')}</p>
    </details>
  )
}

function Ways({ view: { t }, ways }: { view: View; ways: readonly Way[] }) {
  return (
    <dl class="ans">
      {wayNames.map((name) => {
        const of = (isGuarded: boolean): Way | undefined =>
          ways.find((one) => one.way === name && one.isGuarded === isGuarded)
        const [open, guarded] = [of(false), of(true)]
        if (!open || !guarded) return null
        const values = {
          open: moneyText(t, open.profit.mean),
          guarded: moneyText(t, guarded.profit.mean),
          empty: percentText(guarded.empty.mean),
          found: percentText(guarded.found.mean),
          sample: SAMPLE,
        }
        return (
          <div key={name}>
            <dt>{t(`simulate.brokers.way.${name}`)}</dt>
            <dd class="light">{t(`simulate.brokers.guard.${name}`, values)}</dd>
          </div>
        )
      })}
    </dl>
  )
}
