import { BackLink, Rows, type View } from '../../web/index.ts'
import { demandLine, type DrawWhy, reasonLine } from './why.ts'

export interface DrawOfficePartProps {
  view: View
  officeId: string
  draws: readonly { drawId: string; days: string; why: DrawWhy; detail: string }[]
}

/** On the office's page: which days are given by draw, where and why, and the way in. */
export function DrawOfficePart({ view, officeId, draws }: DrawOfficePartProps) {
  const { t, paths } = view
  return (
    <>
      <h2>{t('draws.pages.office.heading')}</h2>
      {draws.map(({ drawId, days, why, detail }) => (
        <div class="stack" key={drawId}>
          <Rows
            rows={[
              {
                href: paths.draw(drawId),
                title: detail,
                detail: t('draws.pages.office.text', { days, where: why.where, reason: reasonLine(why) }),
              },
            ]}
          />
          {why.whom !== undefined && <p class="s">{why.whom}</p>}
          <p class="s">{demandLine(view, why)} {t('draws.pages.office.about', { announced: why.announced })}</p>
        </div>
      ))}
      <BackLink href={paths.officeDraws(officeId)}>{t('draws.pages.office.all')}</BackLink>
    </>
  )
}
