import type { Translate } from '../../platform/i18n/index.ts'
import { isOn, type Strategy, switchNames, type Switches } from '../brokers/model.ts'
import { rupiah } from '../../web/index.ts'

/** "Hanya undian", "Semua kecuali tempat terikat nama". */
export function settingText(t: Translate, switches: Switches): string {
  const on = isOn(switches)
  if (on === 0) return t('simulate.brokers.setting.none')
  if (on === switchNames.length) return t('simulate.brokers.setting.all')
  const isMost = on === switchNames.length - 1
  const named = switchNames
    .filter((name) => switches[name] !== isMost)
    .map((name) => t(`simulate.brokers.rule.${name}`))
  const rules = named.reduce((first, second) => t('simulate.brokers.setting.and', { first, second }))
  return t(isMost ? 'simulate.brokers.setting.but' : 'simulate.brokers.setting.only', { rules })
}

/** What the broker does, in plain words. */
export function strategyWords(t: Translate, strategy: Strategy): string {
  switch (strategy.kind) {
    case 'transfer':
    case 'rebook':
      return t(`simulate.brokers.strategy.${strategy.kind}`, { count: strategy.names })
    case 'agent':
      if (strategy.copies === 1) return t('simulate.brokers.strategy.agent')
      return t('simulate.brokers.strategy.copies', { count: strategy.copies })
    default:
      return t(`simulate.brokers.strategy.${strategy.kind}`)
  }
}

/** A share as people read it: "79%". */
export const percentText = (share: number): string => `${Math.round(100 * share)}%`

/** Thousands of rupiah, to the thousand: "Rp2.647.000", "rugi Rp20.000". */
export function moneyText(t: Translate, thousands: number): string {
  const amount = rupiah(t.locale, Math.round(Math.abs(thousands)) * 1000)
  return Math.round(thousands) < 0 ? t('simulate.brokers.loss', { amount }) : amount
}
