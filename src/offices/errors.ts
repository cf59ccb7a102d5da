import { defineErrors, type FieldFault, Refusal } from '../platform/errors.ts'
import type { Translate } from '../platform/i18n/index.ts'

export const officeErrors = defineErrors({
  OFFICE_NOT_FOUND: { type: 'not-found', say: 'offices.errors.notFound' },
  NEAR_INVALID: { type: 'invalid', say: 'offices.errors.near' },
  PURPOSE_UNKNOWN: { type: 'invalid', say: 'offices.errors.purpose' },
})

/** One thing to mend in a file: where it stands (`templates[2].week.monday`, line from 1) and what it should be. */
export interface FileFault extends FieldFault {
  place: string
  line?: number
}

/** A file that cannot be taken, with everything that is wrong in it at once. */
export class FileRefusal extends Refusal {
  readonly fileFaults: readonly FileFault[]

  constructor(fileFaults: readonly FileFault[]) {
    super('invalid', 'offices.errors.file', { values: { count: fileFaults.length }, faults: [...fileFaults] })
    this.name = 'FileRefusal'
    this.fileFaults = fileFaults
    this.message = fileFaults.map(({ place, line, code }) => `${place} (line ${line ?? '?'}): ${code}`).join('; ')
  }

  /** One sentence for each fault, for whoever mends the file. */
  lines(t: Translate): string[] {
    return this.fileFaults.map(({ place, line, say, values }) => {
      const said = { path: place || t('offices.definition.whole'), fault: t(say, values) }
      return line === undefined
        ? t('offices.definition.atPath', said)
        : t('offices.definition.atLine', { ...said, line })
    })
  }
}
