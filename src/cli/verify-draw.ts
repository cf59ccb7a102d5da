import { createReadStream } from 'node:fs'
import { nodeSha256, type Step, type Trust, type Verdict, verifyDraw } from '../draws/index.ts'
import { translator } from '../platform/i18n/index.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { TlogError } from '../platform/tlog/fault.ts'
import { mlDsa44 } from '../platform/tlog/node-ml-dsa.ts'
import { logAt, type LogFiles } from '../platform/tlog/read-log.ts'
import { parseVkey, type Vkey } from '../platform/tlog/vkey.ts'
import { pathsOf } from '../web/index.ts'
import { readArguments, UsageError } from './arguments.ts'
import type { Terminal } from './verbs.ts'

const t = translator('en')

/** Verifies a draw from its public file alone; exit code 1 when anything in it is wrong. */
export async function run(args: string[], { say }: Pick<Terminal, 'say'>): Promise<number> {
  const { places: [source], options } = readArguments(args, {
    places: ['FILE|URL'],
    options: {
      log: { type: 'string' },
      'log-at': { type: 'string' },
      witness: { type: 'string', multiple: true },
      chain: { type: 'string', multiple: true, default: [] },
    },
  })
  const trust: Trust = {
    mlDsa44,
    chains: options.chain,
    ...(options.log !== undefined && { log: keyOf('--log', options.log) }),
    ...(options.witness && { witnesses: options.witness.map((key) => keyOf('--witness', key)) }),
  }
  const files = logOf(source, options['log-at'])
  const verdict = await verifyDraw(await open(source), { sha256: nodeSha256, trust, files }).catch(unreadable(source))
  tell(verdict, say)
  return verdict.isRight ? 0 : 1
}

/** The whole log is read where its address is told, or the draw's own is on the web. */
function logOf(source: string, address: string | undefined): LogFiles | undefined {
  if (address === undefined) return isOnWeb(source) ? logAt(new URL('/log/', source)) : undefined
  if (!isOnWeb(address)) throw new UsageError('--log-at takes an address as https://antre.example/log')
  return logAt(address.endsWith('/') ? address : `${address}/`)
}

const isOnWeb = (source: string): boolean => /^https?:\/\//.test(source)

const marks: Record<Step['state'], string> = { right: 'ok     ', limited: 'partly ', wrong: 'WRONG  ' }

function tell({ isRight, steps, header, tables }: Verdict, say: Terminal['say']): void {
  if (header) say(`draw ${header.draw}, round ${header.round} of ${header.beacon.name}`)
  for (const { step, state, code, values } of steps) {
    const why = values.why === undefined ? '' : ` (${values.why})`
    say(`${marks[state]} ${step.padEnd(8)} ${t(`draws.verify.codes.${code}`, values)}${why}`)
  }
  for (const { by, rows, test } of tables ?? []) {
    if (by === 'size') {
      for (const { value: people, entries, seated } of rows) {
        say(`odds     ${t('draws.verify.oddsRow', { people, entries, seated, percent: percentOf(seated, entries) })}`)
      }
    }
    const group = t(`draws.verify.groups.${by}`)
    const even = test && t('draws.verify.evennessRow', { group, p: test.p.toPrecision(3) })
    say(`even?    ${even ?? t('draws.verify.notEnough', { group })}`)
  }
  const partly = steps.some(({ state }) => state === 'limited')
  say(isRight ? (partly ? t('draws.verify.isLimited') : t('draws.verify.isRight')) : t('draws.verify.isWrong'))
}

const percentOf = (part: number, whole: number): string => ((100 * part) / whole).toFixed(1)

async function open(source: string): Promise<AsyncIterable<Uint8Array>> {
  if (source === '-') return process.stdin
  if (!isOnWeb(source)) return createReadStream(source)
  const response = await get(source)
  if (!isPage(response)) return response.body
  await response.body.cancel()
  const file = fileOf(source)
  if (!file) throw new OperatorError(`${source} is a page, and of no draw: ${howToAsk(source)}`)
  const behind = await get(file)
  if (!isPage(behind)) return behind.body
  throw new OperatorError(`neither ${source} nor ${file} is the file of a draw: ${howToAsk(source)}`)
}

type Answer = Response & { body: NonNullable<Response['body']> }

async function get(address: string): Promise<Answer> {
  const response = await fetch(address).catch(unreadable(address))
  if (!response.ok || !response.body) {
    const why = response.status === 404 ? '; a draw has a file once its list is closed' : ''
    throw new OperatorError(`${address} answers ${response.status}${why}`)
  }
  return response as Answer
}

const isPage = ({ headers }: Response): boolean => headers.get('content-type')?.startsWith('text/html') === true

const howToAsk = (source: string): string =>
  `give ${new URL(source).origin}/draws/OFFICE.DRAW/file, or the address of the draw's own page`

/** A draw's page, one of those below it, or the page that verifies it, as they stand in a browser: its file. */
function fileOf(page: string): string | undefined {
  const [, draw] = /^(?:\/en)?\/draws\/([^/]+)(?:\/[a-z-]+)?\/?$/.exec(new URL(page).pathname) ?? []
  return draw === undefined ? undefined : new URL(pathsOf('id').drawFile(decodeURIComponent(draw)), page).href
}

const unreadable = (source: string) => (error: unknown): never => {
  if (!(error instanceof Error) || !('code' in error || error instanceof TypeError)) throw error
  throw new OperatorError(`${source} cannot be read: ${error.message}`, { cause: error })
}

function keyOf(option: string, text: string): Vkey {
  try {
    return parseVkey(text.trim())
  } catch (error) {
    if (error instanceof TlogError) throw new UsageError(`${option}: ${error.message}`)
    throw error
  }
}
