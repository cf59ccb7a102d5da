import type { Example } from '../../web/index.ts'
import { market } from '../brokers/model.ts'
import { type Study, storySettings, studySteps } from '../brokers/report.ts'
import { atOnce } from '../brokers/study.ts'
import { BrokersPage } from './brokers.tsx'

/** Played when it is looked at, and no sooner: every start loads the gallery. */
let played: Study | undefined
const study = (): Study =>
  (played ??= atOnce(studySteps({ ...market, seats: 10, seekers: 30 }, { runs: 3, seed: 1 }, storySettings)))

export const playedExamples: readonly Example[] = [
  { name: 'page-brokers', page: (view) => <BrokersPage view={view} study={study()} /> },
]
