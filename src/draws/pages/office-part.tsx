import { BackLink, Rows, type View } from '../../web/index.ts'

export interface DrawOfficePartProps {
  view: View
  officeId: string
  draws: readonly { drawId: string; days: string; reason: string; detail: string }[]
}

/** On the office's page: which days are given by draw, why, and the way in. */
export function DrawOfficePart({ view: { t, paths }, officeId, draws }: DrawOfficePartProps) {
  return (
    <>
      <h2>{t('draws.pages.office.heading')}</h2>
      <Rows
        rows={draws.map(({ drawId, days, reason, detail }) => ({
          href: paths.draw(drawId),
          title: detail,
          detail: t('draws.pages.office.text', { days, reason: reason.replace(/[\s.]+$/, '') }),
        }))}
      />
      <BackLink href={paths.officeDraws(officeId)}>{t('draws.pages.office.all')}</BackLink>
    </>
  )
}
