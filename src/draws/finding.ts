/** What a step of verifying found: a code that names it, and the values to say it with. */
export interface Finding {
  /** limited: nothing is wrong, but it proves less than it should, and `code` says why. */
  state: 'right' | 'limited' | 'wrong'
  code: string
  values: Record<string, string | number>
}

const finding =
  (state: Finding['state']) =>
  (code: string, values: Finding['values'] = {}): Finding => ({ state, code, values })

export const right = finding('right')
export const limited = finding('limited')
export const wrong = finding('wrong')
