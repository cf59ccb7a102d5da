import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { patterns, renderPage, type Site, viewAt } from '../../web/index.ts'
import { market } from '../brokers/model.ts'
import { type Study, storySettings, studySteps } from '../brokers/report.ts'
import { betweenOthers } from '../brokers/study.ts'
import { BrokersPage } from './brokers.tsx'

interface PlayedOnPage {
  runs: number
  seed: number
}

/** Few enough to be played while somebody waits for the page, once a process. */
const PAGE_RUNS: PlayedOnPage = { runs: 24, seed: 1 }

/** `/fairness/brokers`: brokers played against the rules in force, by this very process. */
export function brokersPages({
  site,
  runs = PAGE_RUNS.runs,
  seed = PAGE_RUNS.seed,
}: { site: Site } & Partial<PlayedOnPage>): (http: Http) => void {
  let study: Promise<Study> | undefined
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.brokersPlayed), { config: { isShared: true } }, async (request, reply) => {
        study ??= betweenOthers(studySteps(market, { runs, seed }, storySettings))
        return sendPage(reply, renderPage(BrokersPage({ view: viewAt(site, request.url), study: await study })))
      })
    })
  }
}
