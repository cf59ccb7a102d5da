import type { View } from '../view.ts'
import { rupiah } from '../money.ts'

export interface Paper {
  name: string
  /** "Cukup salah satu." */
  note?: string
}

/** A list of papers to bring; `tick` draws a box before each, for paper. */
export function Papers({ papers, tick = false }: { papers: readonly Paper[]; tick?: boolean }) {
  return (
    <ul class={tick ? 'tick' : undefined}>
      {papers.map(({ name, note }) => <li key={name}>{name}{note && <span class="hint">{note}</span>}</li>)}
    </ul>
  )
}

export interface Fee {
  /** "Paspor biasa 5 tahun" */
  name: string
  /** Whole rupiah. */
  rupiah: number
}

/** Official fees, one a line, the amounts under one another. */
export function Fees({ view, fees }: { view: View; fees: readonly Fee[] }) {
  return (
    <ul class="plain fees">
      {fees.map((fee) => (
        <li key={fee.name}><span>{fee.name}</span> <b class="nw">{rupiah(view.locale, fee.rupiah)}</b></li>
      ))}
    </ul>
  )
}
