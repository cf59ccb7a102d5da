import { type ProblemType, problemTypes } from '../../platform/errors.ts'
import type { RenderErrorPage } from '../../platform/http/index.ts'
import { Page } from '../components/page.tsx'
import { Rows } from '../components/rows.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { splitLocale } from '../paths.ts'
import { renderPage } from '../render.ts'
import { makeView, type View } from '../view.ts'

export interface ProblemProps {
  view: View
  title: string
  /** What happened and what to do now, in the refusal's own words. */
  detail: string
  retryAfterSeconds?: number | undefined
}

/** What a person sees instead of the page that was asked for: what happened, and the ways on. */
export function ProblemPage({ view, title, detail, retryAfterSeconds }: ProblemProps) {
  const { t, paths } = view
  return (
    <Page view={view} title={title} unlisted>
      <div class="stack">
        <h1>{title}</h1>
        <p>{detail}</p>
        {retryAfterSeconds !== undefined && <p>{retryText(view, retryAfterSeconds)}</p>}
        <Rows
          rows={[
            { href: paths.offices(), title: t('web.links.offices') },
            { href: paths.find(), title: t('web.links.find') },
            { href: paths.help(), title: t('web.links.help') },
          ]}
        />
      </div>
    </Page>
  )
}

function retryText({ t }: View, seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  return minutes > 1 ? t('web.problem.retry', { minutes }) : t('web.problem.retrySoon')
}

/** The error page that createHttp asks for. */
export function errorPageRenderer({ demo, stylesheet }: Pick<View, 'demo' | 'stylesheet'>): RenderErrorPage {
  return ({ locale, here, problem: { title, detail, retryAfterSeconds } }) => {
    const view = makeView({ locale, here: splitLocale(here).here, demo, stylesheet })
    return renderPage(<ProblemPage view={view} title={title} detail={detail} retryAfterSeconds={retryAfterSeconds} />)
  }
}

/** `/problems/<type>`: what a program's `type` leads to (RFC 9457, section 3.1.1). */
export function AboutProblemPage({ view, type }: { view: View; type: ProblemType }) {
  const { t } = view
  return (
    <Page view={view} title={t(`platform.problems.${type}.title`)}>
      <div class="stack">
        <h1>{t(`platform.problems.${type}.title`)}</h1>
        <p>{t(`platform.problems.${type}.about`)}</p>
        <h2>{t('web.problem.about')}</h2>
        <SummaryList
          t={t}
          rows={[
            { term: t('web.problem.type'), value: <span class="code">/problems/{type}</span> },
            { term: t('web.problem.status'), value: problemTypes[type] },
          ]}
        />
      </div>
    </Page>
  )
}
