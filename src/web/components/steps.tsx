import type { Translate } from '../../platform/i18n/index.ts'

export type StepNumber = 1 | 2 | 3 | 4 | 5
const all: readonly StepNumber[] = [1, 2, 3, 4, 5]

/** "Langkah 3 dari 5 · Periksa". The words carry it; the bars are for the eye only. */
export function Steps({ t, step }: { t: Translate; step: StepNumber }) {
  return (
    <>
      <p class="step"><b>{t('web.steps.position', { step })}</b> · {t(`web.steps.${step}`)}</p>
      <div class="bar" aria-hidden="true">
        {all.map((one) => <i key={one} class={one < step ? 'on' : one === step ? 'at' : undefined} />)}
      </div>
    </>
  )
}
