import type { Translate } from '../../platform/i18n/index.ts'

/** Above the header of every page of a trial. */
export function DemoRibbon({ t, wrap }: { t: Translate; wrap: string }) {
  return (
    <aside class="demo" aria-label={t('web.demo.label')}>
      <p class={wrap}><b>{t('web.demo.title')}</b> {t('web.demo.text')}</p>
    </aside>
  )
}
