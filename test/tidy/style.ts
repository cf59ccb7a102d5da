import type { SourceFile } from './source.ts'

const LINES_MAX = 400
const COLUMNS_MAX = 120

/** In a comment. Brackets and underscores here keep these lines from breaking their own rules. */
const LEFT_OVER = /(\/\/|\/\*|^\s*\*|-{2}).*\b(T[O]DO|F[I]XME|X{3}|H[A]CK)\b/
const CLOCK_OR_CHANCE = /\bDate\.now\(|\bnew Date\(|\bTemporal\.Now\b|\bMath\.random\b|\bperformance\.now\b/
const ENVIRONMENT = /\bprocess\.env\b/
const SKIPPED = /\b(?:test|it|describe|suite)\.(?:only|skip|todo)\(/
const SLEEP = /\bsetTimeout\(|\bsleep\(|\bwaitForTimeout\(/

/** One rule of style: what it is called and what of a file breaks it. */
export interface StyleRule {
  name: string
  /** What breaks it, as 'path:line'. */
  check(file: SourceFile): string[]
  /** A file that breaks it, in memory: proof that the rule can fail. */
  breach: SourceFile
}

export const styleRules: readonly StyleRule[] = [
  {
    name: `a file has at most ${LINES_MAX} lines`,
    check: ({ path, text }) => (text.trimEnd().split('\n').length > LINES_MAX ? [path] : []),
    breach: { path: 'src/a.ts', text: 'x\n'.repeat(LINES_MAX + 1) },
  },
  {
    name: `a line has at most ${COLUMNS_MAX} columns`,
    check: (file) => (mayBeWide(file.path) ? [] : linesOf(file, (line) => line.length > COLUMNS_MAX)),
    breach: { path: 'src/a.ts', text: 'x'.repeat(COLUMNS_MAX + 1) },
  },
  {
    name: 'no notes are left over',
    check: (file) => linesOf(file, (line) => LEFT_OVER.test(line)),
    breach: { path: 'src/a.ts', text: plain('// TO_DO later') },
  },
  {
    name: 'rules know neither the clock nor chance',
    check: (file) => (/(^|\/|-)rules\.ts$/.test(file.path) ? linesOf(file, (line) => CLOCK_OR_CHANCE.test(line)) : []),
    breach: { path: 'src/bookings/rules.ts', text: 'const now = Temporal.Now.instant()' },
  },
  {
    name: 'the environment is read in config.ts only',
    check: (file) => (mayReadEnvironment(file.path) ? [] : linesOf(file, (line) => ENVIRONMENT.test(line))),
    breach: { path: 'src/bookings/service.ts', text: 'if (process.env.DEMO) demo()' },
  },
  {
    name: 'no test is skipped, or runs alone',
    check: (file) => (isTest(file.path) ? linesOf(file, (line) => SKIPPED.test(line)) : []),
    breach: { path: 'src/a.test.ts', text: plain("test._only('a', () => {})") },
  },
  {
    name: 'no test sleeps',
    check: (file) => (isTest(file.path) ? linesOf(file, (line) => SLEEP.test(line)) : []),
    breach: { path: 'src/a.test.ts', text: plain('await new Promise((done) => set_Timeout(done, 100))') },
  },
]

function plain(text: string): string {
  return text.replace('_', '')
}

function linesOf({ path, text }: SourceFile, breaks: (line: string) => boolean): string[] {
  return text.split('\n').flatMap((line, index) => (breaks(line) ? [`${path}:${index + 1}`] : []))
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}

// A sentence of the catalogue stays on one line, so that it can be found by its words; a rule of CSS likewise.
function mayBeWide(path: string): boolean {
  return /\/(?:messages|texts)(?:\.\w+)+\.ts$|\.css$/.test(path)
}

// Runners hand their environment on to the processes they start.
function mayReadEnvironment(path: string): boolean {
  return path === 'src/platform/config.ts' || path.startsWith('test/') || path.startsWith('bench/')
}
