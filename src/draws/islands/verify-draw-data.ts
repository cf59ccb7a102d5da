import type { VerifyCode } from '../finding.ts'
import type { GroupTable } from '../statistics.ts'
import type { Step, VerifyStep } from '../verify.ts'

type Word =
  | 'run' | 'running' | 'another' | 'unreachable' | 'isRight' | 'isLimited' | 'isWrong' | 'keys' | 'keysHint'
  | 'logKey' | 'readLog' | 'readLogHint' | 'witnessKeys' | 'badKey' | 'odds' | 'oddsRow' | 'evenness' | 'evennessText'
  | 'evennessRow' | 'notEnough'

/** What the page hands over. */
export interface VerifyDrawData {
  /** Address of the draw's public file. */
  file: string
  /** Address of the log's files. */
  log: string
  words: Record<Word, string>
  states: Record<Step['state'], string>
  steps: Record<VerifyStep, string>
  /** By the finding's code, with {values} left to fill in. */
  codes: Record<VerifyCode, string>
  groups: Record<GroupTable['by'], string>
  /** Empty: the file's own. */
  logKey: string
  witnessKeys: readonly string[]
}
