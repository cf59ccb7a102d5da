import { type ProblemType, problemTypes } from '../../platform/errors.ts'
import { Page } from '../components/page.tsx'
import { Rows } from '../components/rows.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import type { View } from '../view.ts'

export const isProblemType = (type: string): type is ProblemType => Object.hasOwn(problemTypes, type)

export interface ProblemProps {
  view: View
  type: ProblemType
  /** The refusal's own words, where they say more than its type does. */
  message?: string
  retryAfterSeconds?: number
}

/** What a person sees instead of the page that was asked for: what happened, and the ways on. */
export function ProblemPage({ view, type, message, retryAfterSeconds }: ProblemProps) {
  const { t, paths } = view
  return (
    <Page view={view} title={t(`web.problems.${type}.title`)} unlisted>
      <div class="stack">
        <h1>{t(`web.problems.${type}.title`)}</h1>
        <p>{message ?? t(`web.problems.${type}.text`)}</p>
        <p>{retryAfterSeconds === undefined ? t(`web.problems.${type}.todo`) : retryText(view, retryAfterSeconds)}</p>
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

/** `/problems/<type>`: what a program's `type` leads to (RFC 9457, section 3.1.1). */
export function AboutProblemPage({ view, type }: Pick<ProblemProps, 'view' | 'type'>) {
  const { t } = view
  return (
    <Page view={view} title={t(`web.problems.${type}.title`)}>
      <div class="stack">
        <h1>{t(`web.problems.${type}.title`)}</h1>
        <p>{t(`web.problems.${type}.text`)}</p>
        <p>{t(`web.problems.${type}.todo`)}</p>
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
