import type { View } from '../view.ts'

/** Above the header of every page of a trial, with the way to a day in motion. */
export function DemoRibbon({ view: { t, paths }, wrap }: { view: View; wrap: string }) {
  return (
    <aside class="demo" aria-label={t('web.demo.label')}>
      <p class={wrap}>
        <b>{t('web.demo.title')}</b> {t('web.demo.text')} <a href={paths.simulatedDay()}>{t('web.demo.day')}</a>
      </p>
    </aside>
  )
}
