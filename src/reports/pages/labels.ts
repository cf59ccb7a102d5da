import type { Translate } from '../../platform/i18n/index.ts'
import type { OutOfTurnReason } from '../../visits/index.ts'
import type { Cell } from '../cells.ts'
import { type DayReason, type Outcome, outcomes, servedOutcomes, type Way } from '../rules.ts'

/** "ambil sendiri dan datang langsung" */
export function waysText(t: Translate, of: readonly Way[]): string {
  return listed(t, of.map((way) => t(`reports.record.ways.${way}`)), 'conjunction')
}

/** What merged neighbours have in common: "menunggu 40 menit atau lebih, datang lalu pulang, atau tidak hadir". */
export function outcomesText(t: Translate, of: readonly Outcome[]): string {
  const served = of.filter((one) => servedOutcomes.includes(one)).map((one) => outcomes.indexOf(one))
  const words = served.length > 0 ? [minutesText(t, Math.min(...served), Math.max(...served))] : []
  if (of.includes('left')) words.push(t('reports.record.outcome.left'))
  if (of.includes('not-come')) words.push(t('reports.record.outcome.notCome'))
  return listed(t, words, 'disjunction')
}

function minutesText(t: Translate, first: number, last: number): string {
  const isOpen = last === servedOutcomes.length - 1
  if (first === 0) {
    return isOpen ? t('reports.record.outcome.served') : t('reports.record.outcome.under', { minutes: (last + 1) * 10 })
  }
  if (isOpen) return t('reports.record.outcome.from', { minutes: first * 10 })
  return t('reports.record.outcome.between', { from: first * 10, to: (last + 1) * 10 })
}

export function listed(t: Translate, words: readonly string[], type: 'conjunction' | 'disjunction'): string {
  return new Intl.ListFormat(t.locale, { type }).format(words)
}

/** Why people were called out of turn, as days and months tell it; what nobody was called for is left out. */
export function reasonItems(
  t: Translate,
  cells: readonly Cell<DayReason | OutOfTurnReason>[],
): { what: string; count: number }[] {
  const word = (one: DayReason | OutOfTurnReason): string =>
    one === 'person' ? t('reports.record.person') : t(`visits.outOfTurn.${one}`)
  return cells
    .filter(({ people }) => people > 0)
    .map(({ of, people }) => ({ what: listed(t, of.map(word), 'disjunction'), count: people }))
}

/** "ambil sendiri 120, didahulukan 18, dan datang langsung 9" */
export function countedList(t: Translate, items: readonly { what: string; count: number }[]): string {
  return listed(t, items.map((one) => t('reports.record.month.item', one)), 'conjunction')
}
