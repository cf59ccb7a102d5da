import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { serve } from '../../platform/http/testing.ts'
import { makeView, renderPage } from '../../web/index.ts'
import { market } from '../brokers/model.ts'
import { storySettings, studySteps } from '../brokers/report.ts'
import { atOnce } from '../brokers/study.ts'
import { BrokersPage } from './brokers.tsx'
import { brokersPages } from './brokers-routes.ts'
import { percentText } from './brokers-words.ts'

const ofPage = { market: { ...market, seats: 10, seekers: 30 }, runs: 6, seed: 3 }
const served = await serve(brokersPages({ site: { demo: false, publicUrl: undefined, stylesheet: '/s.css' }, ofPage }))
after(() => served.close())

test('the page says in both languages what a play says, the same to everybody who asks', async () => {
  const study = atOnce(studySteps(ofPage.market, ofPage, storySettings))
  const [indonesian, again, english] = await Promise.all(
    ['/fairness/brokers', '/fairness/brokers', '/en/fairness/brokers'].map(async (path) => {
      const answer = await fetch(served.origin + path)
      assert.equal(answer.status, 200)
      return answer.text()
    }),
  )
  assert.equal(indonesian, again)
  assert.match(indonesian!, /Apakah calo masih bisa untung\?/)
  assert.match(english!, /Can brokers still profit\?/)
  assert.match(english!, /Switch off any one, and there is profit again/)
  assert.match(english!, /giliran simulate brokers --runs 6 --seed 3/)
  const said = (shares: (typeof study.results)[number]): string =>
    `Did not pay ${percentText(shares.people.mean)}, paid a broker ${percentText(shares.broker.mean)}`
  for (const one of study.results) assert.ok(english!.includes(said(one)), said(one))
})

test('the heading claims no more than the plays show', () => {
  const view = makeView({ locale: 'en', here: '/fairness/brokers', demo: false, stylesheet: '/s.css' })
  const study = atOnce(studySteps(ofPage.market, ofPage, storySettings))
  const earning = { ...study.results.at(-1)!, profit: { mean: 5, error: 1 } }
  const page = (results: typeof study.results): string =>
    renderPage(BrokersPage({ view, study: { ...study, results } }))
  assert.match(page(study.results), /With all four rules a broker gets nothing/)
  assert.doesNotMatch(page([...study.results.slice(0, -1), earning]), /a broker gets nothing/)
})
