import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { patterns, renderPage, type Site, viewAt } from '../../web/index.ts'
import { type Market, market as usual } from '../brokers/model.ts'
import { type Study, storySettings, studySteps } from '../brokers/report.ts'
import { betweenOthers } from '../brokers/study.ts'
import { BrokersPage } from './brokers.tsx'

interface Played {
  market: Market
  runs: number
  seed: number
}

/** Few enough plays to be made while somebody waits for the page, once a process. */
const played: Played = { market: usual, runs: 24, seed: 1 }

/** `/fairness/brokers`: brokers played against the rules in force, by this very process. */
export function brokersPages({ site, ofPage = played }: { site: Site; ofPage?: Played }): (http: Http) => void {
  let study: Promise<Study> | undefined
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.brokersPlayed), { config: { isShared: true } }, async (request, reply) => {
        study ??= betweenOthers(studySteps(ofPage.market, ofPage, storySettings))
        return sendPage(reply, renderPage(BrokersPage({ view: viewAt(site, request.url), study: await study })))
      })
    })
  }
}
