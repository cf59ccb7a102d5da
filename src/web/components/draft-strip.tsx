import type { Translate } from '../../platform/i18n/index.ts'
import { Steps, type StepNumber } from './steps.tsx'

export interface DraftStripProps {
  t: Translate
  step: StepNumber
  /** "Wonosobo" */
  office: string
  /** "Siti Aminah dan Ahmad Fauzi" */
  who?: string
  day?: string
  hour?: string
}

/** The ticket in the making: fills as people answer. */
export function DraftStrip({ t, step, office, who, day, hour }: DraftStripProps) {
  return (
    <section class="draft" aria-label={t('web.draft.label')}>
      <div>
        <Steps t={t} step={step} />
        <dl>
          <dt>{t('web.draft.office')}</dt>
          <dd>{office}</dd>
          <Line term={t('web.draft.who')} value={who} todo={t('web.draft.notFilled')} />
          <Line term={t('web.draft.day')} value={day} todo={t('web.draft.notChosen')} />
          <Line term={t('web.draft.hour')} value={hour} todo={t('web.draft.notChosen')} />
        </dl>
      </div>
    </section>
  )
}

function Line({ term, value, todo }: { term: string; value: string | undefined; todo: string }) {
  return (
    <>
      <dt>{term}</dt>
      {value ? <dd>{value}</dd> : <dd class="todo">{todo}</dd>}
    </>
  )
}
